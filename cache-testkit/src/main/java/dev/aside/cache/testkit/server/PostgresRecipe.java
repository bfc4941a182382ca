package dev.aside.cache.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a {@code postgres}, as an ordinary user where this process is root's. The launcher asks by the Unix socket in the
 * server's own directory, where it needs no password.
 */
final class PostgresRecipe implements Recipe {

    static final String USER = "aside";

    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration INITDB = Duration.ofMinutes(2);
    private static final String DATA = "data";

    private final Path program;
    private final List<String> settings;
    private final String password;
    private final WorkDirectory directory;
    private final Optional<SystemUser> user;

    /**
     * @param settings as for {@code -c}
     */
    PostgresRecipe(Path program, List<String> settings, String password) {
        this.program = program;
        this.settings = List.copyOf(settings);
        this.password = password;
        this.user = SystemUser.isRoot() ? Optional.of(SystemUser.firstOf("postgres", "nobody")) : Optional.empty();
        this.directory = WorkDirectory.create("postgres");
    }

    WorkDirectory directory() {
        return directory;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<String> command(int port) {
        if (!Files.exists(directory.file(DATA))) {
            initialize();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-D",
                DATA,
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-k",
                directory.path().toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("-c", setting));
        }
        return as(program, arguments);
    }

    private void initialize() {
        Path secret = directory.write("password", List.of(password));
        user.ifPresent(owner -> directory.giveTo(owner.principal(), secret));
        List<String> arguments = List.of(
                "-D",
                DATA,
                "-U",
                USER,
                "--pwfile=" + secret,
                "--auth-host=scram-sha-256",
                "--auth-local=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        ServerProcess.run("initdb", as(initdb(), arguments), directory.path(), INITDB);
        directory.remove("password");
    }

    /** Of the same version: it lies beside the program, which may be found by a link. */
    private Path initdb() {
        try {
            return program.toRealPath().resolveSibling("initdb");
        } catch (IOException e) {
            throw new TestServerException(program + " cannot be found any more", e);
        }
    }

    private List<String> as(Path what, List<String> arguments) {
        if (user.isPresent()) {
            return user.get().command(what, arguments);
        }
        List<String> command = new ArrayList<>(List.of(what.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Begins a session, and looks whether the server lets it in. */
    @Override
    public boolean answers(int port, ServerProcess process) throws IOException {
        try (Wire wire = Wire.connect(UnixDomainSocketAddress.of(directory.file(".s.PGSQL." + port)), ASK)) {
            wire.send(ByteBuffer.wrap(startup()));
            return wire.read() == 'R';
        }
    }

    private static byte[] startup() {
        ByteArrayOutputStream parameters = new ByteArrayOutputStream();
        for (String word : List.of("user", USER, "database", "postgres")) {
            parameters.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
            parameters.write(0);
        }
        parameters.write(0);
        // Length, version 3.0, and names and values.
        return ByteBuffer.allocate(8 + parameters.size())
                .putInt(8 + parameters.size())
                .putInt(3 << 16)
                .put(parameters.toByteArray())
                .array();
    }

    /** A fast shutdown: sessions are ended. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    /** An immediate shutdown: as a crash, but for the shared memory. */
    @Override
    public String quitSignal() {
        return "QUIT";
    }

    /** A server that was killed leaves a piece of shared memory, which its lock file names: the last but one word there. */
    @Override
    public void clean() {
        Path lock = directory.file(DATA).resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            List<String> lines = Files.readAllLines(lock);
            String[] memory =
                    lines.size() < 7 ? new String[0] : lines.get(6).trim().split(" +");
            if (memory.length == 2) {
                ServerProcess.start("ipcrm", List.of("ipcrm", "-m", memory[1]), directory.path())
                        .awaitEnd(ASK);
            }
        } catch (IOException | TestServerException e) {
            // It is 56 bytes; what matters is that the rest is cleaned up.
        }
    }
}
