package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Moments;
import dev.aside.bench.faults.Place;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestAuthority;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The servers of a row, the way of each node to them, and the way between them. All of it is the row's own. */
final class RedisPlace implements Place {
    private static final String USER = "app";

    /** What a slow start takes for each key. */
    private static final int KEY_MICROS = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Layout layout;
    private final @Nullable TestAuthority authority;
    private final AtomicReference<String> password = new AtomicReference<>("password-0");
    private final RedisServer writer;
    private final List<FaultProxy> ways = new ArrayList<>();
    private final @Nullable FaultProxy link;
    private final @Nullable RedisServer replica;

    private RedisPlace(Layout layout) {
        this.layout = layout;
        this.authority = layout == Layout.TLS ? TestAuthority.create() : null;
        this.writer = start();
        for (int node = 0; node < NODES; node++) {
            ways.add(layout == Layout.TLS ? FaultProxy.bytes(writer.address()) : FaultProxy.resp(writer.address()));
        }
        this.link = layout.hasReplica() ? FaultProxy.bytes(writer.address()) : null;
        this.replica = link == null ? null : writer.startReplica(link.host(), link.port());
    }

    static RedisPlace open(Layout layout) {
        return new RedisPlace(layout);
    }

    private RedisServer start() {
        RedisServer.Builder server = RedisServer.builder();
        switch (layout) {
            case TLS -> server.tls(authority().server());
            case USERS -> server.user("default", "off").user(USER, "on", ">" + password(), "~*", "&*", "+@all");
            case SLOW_START ->
                server.config("key-load-delay", Integer.toString(KEY_MICROS))
                        .config("loading-process-events-interval-bytes", "1024");
            case ALONE, PAIR, READER -> server.config("repl-timeout", "60");
        }
        return server.start();
    }

    @Override
    public RedisBackend backend(int node) {
        FaultProxy way = ways.get(node);
        String scheme = layout == Layout.TLS ? "rediss://" : "redis://";
        RedisBackend.Builder backend = RedisBackend.builder().uri(scheme + way.host() + ":" + way.port());
        switch (layout) {
            case TLS ->
                backend.tls(SslOptions.builder()
                        .trustManager(authority().certificateFile().toFile())
                        .build());
            case USERS ->
                backend.credentials(RedisCredentialsProvider.from(() -> RedisCredentials.just(USER, password())));
            case READER ->
                backend.reader("redis://" + replica().host() + ":" + replica().port());
            case ALONE, PAIR, SLOW_START -> {}
        }
        return backend.build();
    }

    @Override
    public RedisServer server() {
        return writer;
    }

    RedisServer writer() {
        return writer;
    }

    RedisServer replica() {
        return Objects.requireNonNull(replica);
    }

    /** The way between writer and replica. */
    FaultProxy link() {
        return Objects.requireNonNull(link);
    }

    @Override
    public List<FaultProxy> ways() {
        return ways;
    }

    /** Lets the replica be found where the writer was. */
    void leadToReplica() {
        ways.forEach(way -> way.to(replica().address()));
    }

    /** Waits until a server says something of itself. */
    static void await(RedisServer server, String section, String line) {
        if (!Moments.await(
                PATIENCE, () -> String.valueOf(server.command("INFO", section)).contains(line))) {
            throw new IllegalStateException(server + " has not come to " + line);
        }
    }

    /** Fills the server with so many keys of others that it takes about so long to load them. */
    void fill(Duration loading) {
        String unused = writer.command(
                "EVAL",
                "for i = 1, tonumber(ARGV[1]) do redis.call('SET', 'filler:' .. i, i) end",
                "0",
                Long.toString(loading.toNanos() / 1_000 / KEY_MICROS));
    }

    private String password() {
        return Objects.requireNonNull(password.get());
    }

    /** Gives the user another password as it should be done: both are good while those who log in change theirs. */
    void rotate(int number) {
        String next = "password-" + number;
        String unused = writer.command("ACL", "SETUSER", USER, ">" + next);
        String before = Objects.requireNonNull(password.getAndSet(next));
        unused = writer.command("ACL", "SETUSER", USER, "<" + before);
    }

    /** Gives the server another certificate of the same authority. */
    void renew() {
        var certificate = authority().server();
        String unused = writer.command(
                "CONFIG",
                "SET",
                "tls-cert-file",
                certificate.certificateFile().toString(),
                "tls-key-file",
                certificate.keyFile().toString());
    }

    /** Ends the connections of all clients, so that new ones must be made. */
    void disconnect() {
        String unused = writer.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }

    private TestAuthority authority() {
        return Objects.requireNonNull(authority);
    }

    @Override
    public void close() {
        ways.forEach(FaultProxy::close);
        writer.close();
        if (link != null) {
            link.close();
        }
    }
}
