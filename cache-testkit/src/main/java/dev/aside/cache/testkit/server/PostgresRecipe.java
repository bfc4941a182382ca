package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a {@code postgres}, which holds nothing yet or is a copy of another one. The launcher asks by the Unix socket in the
 * server's own directory, where it needs no password.
 */
final class PostgresRecipe implements Recipe {

    private static final Duration ASK = Duration.ofSeconds(5);

    private final PostgresPrograms programs;
    private final DatabaseConfig config;
    private final String password;
    private final boolean replica;
    private final PostgresData data;

    private PostgresRecipe(
            PostgresPrograms programs, DatabaseConfig config, String password, @Nullable Upstream upstream) {
        this.programs = programs;
        this.config = config;
        this.password = password;
        this.replica = upstream != null;
        this.data = new PostgresData(programs, config, password, upstream);
    }

    static PostgresRecipe writer(PostgresPrograms programs, DatabaseConfig config) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return new PostgresRecipe(programs, config, HexFormat.of().formatHex(random), null);
    }

    /** The same server again, as a replica. */
    PostgresRecipe replica(Upstream upstream) {
        return new PostgresRecipe(programs, config, password, upstream);
    }

    PostgresData data() {
        return data;
    }

    String password() {
        return password;
    }

    WorkDirectory directory() {
        return data.directory();
    }

    @Override
    public String name() {
        return replica ? "postgres replica" : "postgres";
    }

    @Override
    public List<String> command(int port) {
        data.prepare();
        List<String> arguments = new ArrayList<>(List.of(
                "-D",
                PostgresData.NAME,
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-k",
                directory().path().toString()));
        List<String> settings = new ArrayList<>(List.of(
                "fsync=off",
                "full_page_writes=off",
                // A replica that was away for long still finds what it has missed.
                "wal_keep_size=1GB",
                // So a writer's pg_stat_replication says which replica it is.
                "cluster_name=127.0.0.1:" + port));
        settings.addAll(data.tlsSettings());
        settings.addAll(config.settings());
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return programs.user().command(programs.postgres(), arguments);
    }

    /** Forgets all that the server had, so that it starts as a replica. */
    void beginAnew(Upstream upstream) {
        clean();
        data.beginAnew(upstream);
    }

    /** Forgets all that the server had, so that it starts with what was kept. */
    void goBack() {
        clean();
        data.restore();
    }

    @Override
    public boolean answers(int port, ServerProcess process) throws IOException {
        sql(port, ASK, "select 1");
        return true;
    }

    /** Statements by the launcher's own way. */
    String sql(int port, Duration limit, String statements) throws IOException {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(directory().file(".s.PGSQL." + port));
        try (Wire wire = Wire.connect(socket, limit)) {
            return PostgresCall.begin(wire, PostgresData.USER).sql(statements);
        }
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
        Path lock = directory().file(PostgresData.NAME).resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            List<String> lines = Files.readAllLines(lock);
            String[] memory =
                    lines.size() < 7 ? new String[0] : lines.get(6).trim().split(" +");
            if (memory.length == 2) {
                ServerProcess.start(
                                "ipcrm",
                                List.of("ipcrm", "-m", memory[1]),
                                directory().path())
                        .awaitEnd(ASK);
            }
        } catch (IOException | TestServerException e) {
            // It is 56 bytes; what matters is that the rest is cleaned up.
        }
    }
}
