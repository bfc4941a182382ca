package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a {@code memcached}, which as root needs to be told an ordinary user. It says where it listens in a file of its own, so
 * the launcher is sure that it is this process that has the port, and needs neither its passwords nor its certificates.
 */
final class MemcachedRecipe implements Recipe {

    private static final String PORT = "port";
    private static final String PASSWORDS = "passwords";
    private static final String SOCKET = "mux";

    private final Path program;
    private final MemcachedConfig config;
    private final Optional<SystemUser> user;
    private final WorkDirectory directory = WorkDirectory.create("memcached");
    private @Nullable SaslDoor door;

    MemcachedRecipe(Path program, MemcachedConfig config) {
        this.program = program;
        this.config = config;
        this.user = SystemUser.isRoot()
                ? Optional.of(SystemUser.firstOf("memcache", "memcached", "nobody"))
                : Optional.empty();
    }

    WorkDirectory directory() {
        return directory;
    }

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public List<String> command(int port) {
        directory.remove(PORT);
        List<String> command = new ArrayList<>(List.of(
                "env",
                "MEMCACHED_PORT_FILENAME=" + directory.file(PORT),
                "SASL_CONF_PATH=" + directory.path(),
                program.toString(),
                "-l",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "0"));
        user.ifPresent(ordinary -> command.addAll(List.of("-u", ordinary.name())));
        command.addAll(tls());
        command.addAll(login());
        command.addAll(config.options());
        own();
        return command;
    }

    private List<String> tls() {
        ServerTls tls = config.tls();
        if (tls == null) {
            return List.of();
        }
        String options = "ssl_chain_cert=" + copy(tls.shown().certificateFile(), "certificate.pem") + ",ssl_key="
                + copy(tls.shown().keyFile(), "key.pem");
        TestAuthority asked = tls.asked();
        if (asked != null) {
            options += ",ssl_verify_mode=2,ssl_ca_cert=" + copy(asked.certificateFile(), "asked.pem");
        }
        return List.of("-Z", "-o", options);
    }

    private Path copy(Path file, String name) {
        directory.copy(file, name);
        return give(directory.file(name));
    }

    private List<String> login() {
        MemcachedUsers users = config.users();
        if (users == null) {
            return List.of();
        }
        if (config.login() == MemcachedConfig.Login.FILE) {
            return List.of("-Y", passwords(users).toString());
        }
        if (door == null) {
            door = SaslDoor.open(directory.file(SOCKET), users);
            give(directory.file(SOCKET));
            give(directory.write(
                    "memcached.conf",
                    List.of(
                            "mech_list: plain",
                            "pwcheck_method: saslauthd",
                            "saslauthd_path: " + directory.file(SOCKET))));
        }
        return List.of("-S");
    }

    private Path passwords(MemcachedUsers users) {
        return give(directory.write(PASSWORDS, users.lines()));
    }

    /** Changes the password, and says whether the server has to be told to read it. */
    boolean changePassword(String password) {
        MemcachedUsers users = config.users();
        if (users == null) {
            throw new IllegalStateException("this memcached lets everybody in");
        }
        users.change(password);
        boolean isFile = config.login() == MemcachedConfig.Login.FILE;
        if (isFile) {
            passwords(users);
        }
        return isFile;
    }

    private Path give(Path file) {
        user.ifPresent(ordinary -> directory.giveTo(ordinary.principal(), file));
        return file;
    }

    private void own() {
        user.ifPresent(ordinary -> directory.giveTo(ordinary.principal()));
    }

    @Override
    public boolean answers(int port, ServerProcess process) {
        return Files.exists(directory.file(PORT));
    }

    static List<String> stats(int port, Duration limit) throws IOException {
        try (Wire wire = Wire.connect(Ports.loopback(port), limit)) {
            wire.send(ByteBuffer.wrap("stats\r\n".getBytes(StandardCharsets.US_ASCII)));
            List<String> lines = new ArrayList<>();
            for (String line = wire.readLine(); !line.equals("END"); line = wire.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public String quitSignal() {
        return "KILL";
    }

    @Override
    public void clean() {
        if (door != null) {
            door.close();
        }
    }
}
