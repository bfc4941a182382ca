package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The temporary directory of one server: files and sockets that nobody else can touch, removed when the server is closed. */
record WorkDirectory(Path path) {

    /** A socket's path must fit into 104 bytes on macOS and 108 on Linux; the longest name here takes 20. */
    private static final int LONGEST = 84;

    static WorkDirectory create(String name) {
        try {
            Path path = Files.createTempDirectory("aside-" + name + "-").toRealPath();
            if (path.toString().length() > LONGEST) {
                Files.delete(path);
                throw new TestServerException("sockets in " + path.getParent()
                        + " would have too long a path: choose a shorter one by -Djava.io.tmpdir");
            }
            return new WorkDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is removed when this JVM ends. */
    static WorkDirectory untilTheEnd(String name) {
        WorkDirectory directory = create(name);
        AtExit.delete(directory::delete);
        return directory;
    }

    /** Gives the directory, and files in it, to the user who will work in it. */
    void giveTo(UserPrincipal user, Path... files) {
        try {
            Files.setOwner(path, user);
            for (Path file : files) {
                Files.setOwner(file, user);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Path write(String name, List<String> lines) {
        try {
            return Files.write(file(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void copy(Path from, String name) {
        try {
            Files.copy(from, file(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file so that only its owner can read it. */
    Path copyForOneAlone(Path from, String name) {
        copy(from, name);
        try {
            return Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        delete(path);
    }

    /** Removes a directory in this one, with all that is in it. */
    void delete(String name) {
        delete(file(name));
    }

    private static void delete(Path top) {
        try (Stream<Path> below = Files.walk(top)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException e) {
            // Another has deleted it, and that is what was wanted.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
