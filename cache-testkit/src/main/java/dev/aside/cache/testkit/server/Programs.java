package dev.aside.cache.testkit.server;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Where servers are found: at an address given by a system property, as a program on the path, or where Debian keeps it. */
final class Programs {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** Servers are here that an ordinary user's path does not lead to. */
    private static final Path SYSTEM = Path.of("/usr/sbin");

    private final Properties properties;
    private final List<Path> directories;

    /**
     * @param properties the system's, or a test's
     * @param directories where programs are looked for, in order
     */
    Programs(Properties properties, List<Path> directories) {
        this.properties = properties;
        this.directories = List.copyOf(directories);
    }

    static Programs ofThisMachine() {
        List<Path> directories = new ArrayList<>(ofPath(Objects.requireNonNullElse(System.getenv("PATH"), "")));
        directories.addAll(versionsBelow(DEBIAN));
        directories.add(SYSTEM);
        return new Programs(System.getProperties(), directories);
    }

    static List<Path> ofPath(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** Debian's PostgreSQL, the newest first; nothing where there is no such directory. */
    static List<Path> versionsBelow(Path directory) {
        String[] versions = directory.toFile().list();
        return Stream.of(versions == null ? new String[0] : versions)
                .filter(version -> version.matches("[0-9]{1,4}"))
                .sorted(Comparator.comparing(Integer::valueOf, Comparator.reverseOrder()))
                .map(version -> directory.resolve(version).resolve("bin"))
                .toList();
    }

    /** The address of a server that somebody else has started, if one is given. */
    Optional<InetSocketAddress> address(Wanted wanted) {
        return Optional.ofNullable(properties.getProperty(wanted.property())).map(given -> parse(wanted, given));
    }

    private static InetSocketAddress parse(Wanted wanted, String given) {
        int colon = given.lastIndexOf(':');
        String port = given.substring(colon + 1);
        if (colon <= 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new TestServerException(
                    "the system property " + wanted.property() + " is host:port, not \"" + given + "\"");
        }
        return InetSocketAddress.createUnresolved(given.substring(0, colon), Integer.parseInt(port));
    }

    /** Returns the program of a server. */
    Path program(Wanted wanted) {
        return wanted.programs().stream()
                .flatMap(name -> find(name).stream())
                .findFirst()
                .orElseThrow(() -> new TestServerException(wanted.missing(SystemUser.isRoot())));
    }

    Optional<Path> find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
