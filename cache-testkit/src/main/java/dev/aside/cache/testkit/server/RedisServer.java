package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server: one given by {@code -Daside.redis=host:port}, or {@code redis-server} (or {@code valkey-server}) from the
 * {@code PATH}. One that is started here holds nothing at first, keeps nothing on a disk, and accepts everybody, unless its
 * configuration says otherwise.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.builder().config("maxmemory", "10mb").replicas(1).start()) {
 *     redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
 *     RedisServer replica = redis.replicas().get(0);
 *     redis.kill();
 *     replica.command("REPLICAOF", "NO", "ONE");
 * }
 * }</pre>
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class RedisServer extends TestServer {

    private static final Duration COMMAND = Duration.ofSeconds(30);

    private final @Nullable RedisRecipe recipe;
    private final List<RedisServer> replicas = new CopyOnWriteArrayList<>();
    private final AtomicInteger dumps = new AtomicInteger();

    private RedisServer(RedisRecipe recipe, LocalServer local) {
        super(recipe.name(), local);
        this.recipe = recipe;
    }

    private RedisServer(InetSocketAddress given) {
        super("redis", given);
        this.recipe = null;
    }

    /**
     * Starts a server that is not configured in any way, or takes the one whose address is given.
     *
     * @return a server that serves
     * @throws TestServerException if there is none, or it does not start
     */
    public static RedisServer start() {
        return builder().start();
    }

    /**
     * Begins the configuration of a server.
     *
     * @return what configures and starts it
     */
    public static Builder builder() {
        return new Builder();
    }

    private static RedisServer start(RedisRecipe recipe) {
        LocalServer local = new LocalServer(recipe, recipe.directory());
        local.start();
        return new RedisServer(recipe, local);
    }

    /**
     * Sends one command, on a connection of its own and with all rights whatever the configuration, and waits for the reply:
     * at most 30 seconds.
     *
     * @param words the command and its arguments
     * @return the reply as text, an array with one element a line; null for a nil reply
     * @throws TestServerException if the reply is an error, or none arrives
     */
    public @Nullable String command(String... words) {
        try {
            return recipe == null ? RedisRecipe.call(address(), COMMAND, words) : recipe.command(COMMAND, words);
        } catch (IOException e) {
            throw new TestServerException(words[0] + " to " + this + ": " + e.getMessage() + report(), e);
        }
    }

    /**
     * Returns the replicas that were started, and not what became of them.
     *
     * @return those of the configuration and of {@link #startReplica()}, in this order
     */
    public List<RedisServer> replicas() {
        return List.copyOf(replicas);
    }

    /**
     * Starts one more replica of this server, with the same configuration, and waits until it has all that the server has. It
     * is closed with this server.
     *
     * @return the replica
     * @throws TestServerException if this server was not started here, or the replica does not connect to it in 30 seconds
     */
    public RedisServer startReplica() {
        return startReplica(host(), port());
    }

    /**
     * Starts one more replica of this server, which finds the server at another address than its own: that of a proxy.
     *
     * @param host where the server is found
     * @param port where the server is found
     * @return the replica
     * @throws TestServerException if this server was not started here, or the replica does not connect to it in 30 seconds
     */
    public RedisServer startReplica(String host, int port) {
        RedisServer replica = start(recipe().replica(host, port));
        replicas.add(replica);
        replica.await("replication", "master_link_status:up");
        return replica;
    }

    /**
     * Waits until this replica has done all that another server had when this is called: at most 30 seconds. {@code WAIT} would tell of what
     * was written by its own connection alone.
     *
     * @param writer the server that it follows
     * @throws TestServerException if this one was not started here, or has not done it by then
     */
    public void awaitReplay(RedisServer writer) {
        long written = writer.offset("master_repl_offset");
        local().await(COMMAND, "what " + writer + " had at " + written, () -> offset("slave_repl_offset") >= written);
    }

    private long offset(String field) {
        String from = field + ":";
        return String.valueOf(command("INFO", "replication"))
                .lines()
                .filter(line -> line.startsWith(from))
                .mapToLong(line -> Long.parseLong(line.substring(from.length()).trim()))
                .findFirst()
                .orElseThrow(() -> new TestServerException(this + " does not tell its " + field + report()));
    }

    /**
     * Writes all that the server holds to a file, which is removed when the server is closed.
     *
     * @return the file, for {@link #startAgain(Path)}
     * @throws TestServerException if this server was not started here
     */
    public Path dump() {
        RedisRecipe own = recipe();
        await("persistence", "rdb_bgsave_in_progress:0");
        command("SAVE");
        String name = "dump-" + dumps.incrementAndGet() + ".rdb";
        own.directory().copy(own.directory().file(RedisRecipe.DUMP), name);
        forgetDump(own);
        return own.directory().file(name);
    }

    /**
     * Starts the server again, as {@link #startAgain()} does, with what it held when a dump was made: as one does that was
     * restored from a backup.
     *
     * @param dump what {@link #dump} has returned, here or at another server
     * @throws IllegalStateException if the server runs, or is configured to keep an append-only file, which would count
     */
    public void startAgain(Path dump) {
        RedisRecipe own = recipe();
        if (own.config().appends()) {
            throw new IllegalStateException(this + " begins with its append-only file, not with a dump");
        }
        local().startAgain(() -> own.directory().copy(dump, RedisRecipe.DUMP));
        forgetDump(own);
    }

    /** A server that keeps nothing begins with nothing the next time. */
    private static void forgetDump(RedisRecipe own) {
        if (!own.config().keeps()) {
            own.directory().remove(RedisRecipe.DUMP);
        }
    }

    private void await(String section, String line) {
        local().await(
                        COMMAND,
                        line,
                        () -> String.valueOf(command("INFO", section)).contains(line + "\r\n"));
    }

    private RedisRecipe recipe() {
        local();
        return Objects.requireNonNull(recipe);
    }

    /** {@inheritDoc} So do its replicas. */
    @Override
    public void close() {
        replicas.forEach(RedisServer::close);
        super.close();
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final RedisConfig config = new RedisConfig();
        private int replicas;
        private boolean version62;

        private Builder() {}

        /**
         * Adds a line to the configuration.
         *
         * @param directive what {@code redis.conf} calls it; the place, the port and the access rules are the launcher's
         * @param value as {@code redis.conf} would have it
         * @return this
         * @throws IllegalArgumentException if the directive is the launcher's, or one of both is not part of one line
         */
        public Builder config(String directive, String value) {
            config.add(directive, value);
            return this;
        }

        /**
         * Adds a user to the access control list. Without this everybody is {@code default} and may do everything; to forbid
         * that, say {@code user("default", "off")}.
         *
         * @param name the user's name
         * @param rules as in {@code ACL SETUSER}: {@code "on", ">password", "~cache:*", "+@all"}
         * @return this
         * @throws IllegalArgumentException if the name is not one word, or has or a rule has control characters
         */
        public Builder user(String name, String... rules) {
            config.user(name, List.of(rules));
            return this;
        }

        /**
         * Lets the server, its replicas and their replication speak TLS, and nothing else.
         *
         * @param shown the certificate that it shows
         * @return this
         */
        public Builder tls(TestCertificate shown) {
            config.tls(new ServerTls(shown, null));
            return this;
        }

        /**
         * Lets the server speak TLS with those only who show a certificate of their own.
         *
         * @param shown the certificate that it shows
         * @param asked who has signed theirs; must have signed {@code shown} too if there are replicas
         * @return this
         */
        public Builder tls(TestCertificate shown, TestAuthority asked) {
            config.tls(new ServerTls(shown, asked));
            return this;
        }

        /**
         * Starts replicas too.
         *
         * @param count how many, 0 to 16; 0 unless it is said
         * @return this
         * @throws IllegalArgumentException if there are fewer or more
         */
        public Builder replicas(int count) {
            if (count < 0 || count > 16) {
                throw new IllegalArgumentException("replicas are 0 to 16, not " + count);
            }
            this.replicas = count;
            return this;
        }

        /**
         * Takes Redis 6.2, the program in the jar {@code com.github.codemonstur:embedded-redis:1.4.4}, which must be on the
         * class path; none of its classes, and none of its dependencies, is used.
         *
         * @return this
         */
        public Builder version62() {
            this.version62 = true;
            return this;
        }

        /**
         * Starts the server and its replicas. An address given by the system property is taken only if nothing is configured.
         *
         * @return a server that serves
         * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
         */
        public RedisServer start() {
            Programs programs = Programs.ofThisMachine();
            Optional<InetSocketAddress> given = programs.address(Wanted.REDIS);
            if (given.isPresent() && config.isEmpty() && replicas == 0 && !version62) {
                return new RedisServer(given.get());
            }
            Path program = version62 ? JarProgram.redis62() : programs.program(Wanted.REDIS);
            RedisServer writer = RedisServer.start(RedisRecipe.writer(program, config.copy()));
            try {
                for (int i = 0; i < replicas; i++) {
                    writer.startReplica();
                }
                return writer;
            } catch (RuntimeException | Error e) {
                writer.close();
                throw e;
            }
        }
    }
}
