package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Starts a {@code mariadbd}. The launcher asks by the Unix socket in the server's own directory, where it needs no password. */
final class MariaDbRecipe implements Recipe {

    private static final Duration ASK = Duration.ofSeconds(5);
    private static final String SOCKET = "mariadb.sock";

    private final MariaDbPrograms programs;
    private final DatabaseConfig config;
    private final String password;
    private final boolean replica;
    private final MariaDbData data;
    private volatile boolean readOnly;
    private int beginnings;

    private MariaDbRecipe(MariaDbPrograms programs, DatabaseConfig config, String password, boolean replica) {
        this.programs = programs;
        this.config = config;
        this.password = password;
        this.replica = replica;
        this.readOnly = replica;
        this.data = new MariaDbData(programs, config, password);
    }

    static MariaDbRecipe writer(MariaDbPrograms programs, DatabaseConfig config) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return new MariaDbRecipe(programs, config, HexFormat.of().formatHex(random), false);
    }

    /** The same server again, as a replica. */
    MariaDbRecipe replica() {
        return new MariaDbRecipe(programs, config, password, true);
    }

    MariaDbData data() {
        return data;
    }

    String password() {
        return password;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Says what the next start begins with. */
    void readOnly(boolean now) {
        readOnly = now;
    }

    /** Forgets all that the server had. It is another one then: what comes from itself a replica would not take. */
    void beginAnew() {
        beginnings++;
        data.beginAnew();
    }

    @Override
    public String name() {
        return replica ? "mariadb replica" : "mariadb";
    }

    @Override
    public List<String> command(int port) {
        data.prepare();
        List<String> arguments = new ArrayList<>(List.of(
                "--no-defaults",
                "--datadir=" + data.path(),
                "--socket=" + data.directory().file(SOCKET),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // So nobody who comes from 127.0.0.1 is taken for one of localhost, which the Unix socket is.
                "--skip-name-resolve",
                "--init-file=" + data.setup(),
                "--read-only=" + (readOnly ? 1 : 0),
                "--server-id=" + (port + (beginnings << 16)),
                "--log-bin=binlog",
                "--log-slave-updates",
                // What is committed outlives the process, and need not outlive the machine.
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-use-native-aio=0",
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M"));
        arguments.addAll(data.tlsSettings());
        config.settings().forEach(setting -> arguments.add("--" + setting));
        return programs.user().command(programs.server(), arguments);
    }

    @Override
    public boolean answers(int port, ServerProcess process) throws IOException {
        sql(ASK, "select 1");
        return true;
    }

    /** Statements by the launcher's own way. */
    String sql(Duration limit, String statements) throws IOException {
        UnixDomainSocketAddress socket =
                UnixDomainSocketAddress.of(data.directory().file(SOCKET));
        try (Wire wire = Wire.connect(socket, limit);
                MariaDbCall call = MariaDbCall.begin(wire, MariaDbData.LAUNCHER, MariaDbData.DATABASE)) {
            return call.sql(statements);
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
}
