package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a {@code redis-server}. The launcher itself comes in by a Unix socket, as a user of its own: so it is sure to talk to
 * the process it has started and not to another at the same port, and needs neither the test's password nor its certificates.
 */
final class RedisRecipe implements Recipe {

    static final String DUMP = "dump.rdb";

    private static final Duration ASK = Duration.ofSeconds(5);
    private static final String SOCKET = "redis.sock";

    private final Path program;
    private final RedisConfig config;
    private final WorkDirectory directory;
    private final List<String> replication;
    private final String secret;

    private RedisRecipe(
            Path program, RedisConfig config, WorkDirectory directory, List<String> replication, String secret) {
        this.program = program;
        this.config = config;
        this.directory = directory;
        this.replication = replication;
        this.secret = secret;
    }

    static RedisRecipe writer(Path program, RedisConfig config) {
        return new RedisRecipe(program, config, WorkDirectory.create("redis"), List.of(), secret());
    }

    /** The same server again, as a replica of the one that is found at an address. */
    RedisRecipe replica(String host, int port) {
        List<String> lines =
                List.of("replicaof " + host + " " + port, "masteruser " + RedisConfig.USER, "masterauth " + secret);
        return new RedisRecipe(program, config, WorkDirectory.create("redis"), lines, secret);
    }

    private static String secret() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    RedisConfig config() {
        return config;
    }

    WorkDirectory directory() {
        return directory;
    }

    @Override
    public String name() {
        return replication.isEmpty() ? "redis" : "redis replica";
    }

    @Override
    public List<String> command(int port) {
        Path users = directory.write("users.acl", users());
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "unixsocket " + SOCKET,
                "aclfile " + users,
                "save \"\"",
                // What replication writes to the disk would otherwise be there after a restart.
                "rdb-del-sync-files yes",
                "repl-diskless-sync-delay 0"));
        ServerTls tls = config.tls();
        lines.addAll(tls == null ? List.of("port " + port) : tlsLines(tls, port));
        lines.addAll(replication);
        lines.addAll(config.lines());
        return List.of(program.toString(), directory.write("redis.conf", lines).toString());
    }

    private static List<String> tlsLines(ServerTls tls, int port) {
        TestCertificate shown = tls.shown();
        TestAuthority asked = tls.asked();
        return List.of(
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + shown.certificateFile(),
                "tls-key-file " + shown.keyFile(),
                // Also what a replica of this server trusts.
                "tls-ca-cert-file " + (asked == null ? shown.trustFile() : asked.certificateFile()),
                "tls-auth-clients " + (asked == null ? "no" : "yes"),
                "tls-replication yes");
    }

    private List<String> users() {
        List<String> lines = new ArrayList<>(config.users());
        lines.add("user " + RedisConfig.USER + " on >" + secret + " ~* &* +@all");
        return lines;
    }

    @Override
    public boolean answers(int port, ServerProcess process) throws IOException {
        return "PONG".equals(command(ASK, "PING"));
    }

    /** A command by the launcher's own way. */
    @Nullable
    String command(Duration limit, String... words) throws IOException {
        try (Wire wire = Wire.connect(UnixDomainSocketAddress.of(directory.file(SOCKET)), limit)) {
            RespCall call = new RespCall(wire);
            call.call(List.of("AUTH", RedisConfig.USER, secret));
            return call.call(List.of(words));
        }
    }

    /** A command to a server that was not started here. */
    static @Nullable String call(SocketAddress to, Duration limit, String... words) throws IOException {
        try (Wire wire = Wire.connect(to, limit)) {
            return new RespCall(wire).call(List.of(words));
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
