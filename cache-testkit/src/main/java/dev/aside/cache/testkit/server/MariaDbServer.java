package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server: one given by {@code -Daside.mariadb=host:port}, with {@code -Daside.mariadb.user} and {@code
 * -Daside.mariadb.password} ({@code root} and none, unless they are said), or {@code mariadbd} from the {@code PATH} or from
 * {@code /usr/sbin}. One that is started here has an empty database {@code test}; what it holds outlives {@link #kill}, and would not
 * outlive a failure of the machine. Where this process is root's, the server is started as the user {@code mysql} or {@code nobody}.
 * MariaDB 10.5 or newer.
 *
 * <pre>{@code
 * try (MariaDbServer mariaDb = MariaDbServer.builder().config("max_connections", "20").start();
 *         Connection connection = DriverManager.getConnection(mariaDb.jdbcUrl(), mariaDb.user(), mariaDb.password())) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Replicas are asynchronous, follow by GTIDs, and are read-only. A failover, with all servers back in the end:
 *
 * <pre>{@code
 * MariaDbServer writer = MariaDbServer.builder().replicas(1).start();
 * MariaDbServer replica = writer.replicas().get(0);
 * writer.kill();
 * replica.promote();
 * writer.startAgainAsReplicaOf(replica);
 * }</pre>
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class MariaDbServer extends TestServer {

    private static final int WAIT_SECONDS = 30;
    private static final Duration WAIT = Duration.ofSeconds(WAIT_SECONDS);
    private static final Duration SQL = Duration.ofSeconds(2 * WAIT_SECONDS);

    private final @Nullable MariaDbRecipe recipe;
    private final List<MariaDbServer> replicas = new CopyOnWriteArrayList<>();
    private final String user;
    private final String password;

    private MariaDbServer(MariaDbRecipe recipe, LocalServer local) {
        super(recipe.name(), local);
        this.recipe = recipe;
        this.user = MariaDbData.USER;
        this.password = recipe.password();
    }

    private MariaDbServer(InetSocketAddress given) {
        super("mariadb", given);
        this.recipe = null;
        this.user = Objects.requireNonNullElse(System.getProperty("aside.mariadb.user"), "root");
        this.password = Objects.requireNonNullElse(System.getProperty("aside.mariadb.password"), "");
    }

    /**
     * Starts a server that is not configured in any way, or takes the one whose address is given.
     *
     * @return a server that serves
     * @throws TestServerException if there is none, or it does not start
     */
    public static MariaDbServer start() {
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

    private static MariaDbServer start(MariaDbRecipe recipe) {
        LocalServer local = new LocalServer(recipe, recipe.data().directory());
        local.start();
        return new MariaDbServer(recipe, local);
    }

    /**
     * Returns the address of the database {@code test}.
     *
     * @return a URL for JDBC, without user and password, and without a word about TLS
     */
    public String jdbcUrl() {
        return "jdbc:mariadb://" + host() + ":" + port() + "/test";
    }

    /**
     * Returns who may connect.
     *
     * @return one who may do everything, if the server was started here, but write where it is read-only; the same at its replicas
     */
    public String user() {
        return user;
    }

    /**
     * Returns what the user has to say.
     *
     * @return the password, a new one for each server that is started here; the same at its replicas
     */
    public String password() {
        return password;
    }

    /**
     * Runs statements in the database {@code test}, on a connection of its own and as one whom nothing stops, not even that the server is
     * read-only, and waits for the end: at most 60 seconds.
     *
     * @param statements one, or several that are separated by semicolons; each is a transaction of its own
     * @return all rows as lines, their columns separated by {@code |}, null as nothing; empty if there are none
     * @throws TestServerException if the server was not started here, refuses, or does not answer
     */
    public String sql(String statements) {
        try {
            return recipe().sql(SQL, statements);
        } catch (IOException e) {
            throw new TestServerException("\"" + statements + "\" at " + this + ": " + e.getMessage() + report(), e);
        }
    }

    /**
     * Returns the replicas that were started, and not what became of them.
     *
     * @return those of the configuration and of {@link #startReplica()}, in this order
     */
    public List<MariaDbServer> replicas() {
        return List.copyOf(replicas);
    }

    /**
     * Starts one more replica of this server, with the same configuration, and waits until it has all that the server has. It
     * is closed with this server.
     *
     * @return the replica
     * @throws TestServerException if this server was not started here, or if the new one does not have all in 30 seconds
     */
    public MariaDbServer startReplica() {
        MariaDbServer replica = start(recipe().replica());
        replicas.add(replica);
        replica.follow(this);
        replica.awaitReplay(this);
        return replica;
    }

    /**
     * Lets this server take writes, or not. It is remembered for the next start. Waits for commits that are under way; of a transaction
     * that is open, the COMMIT is refused.
     *
     * @param isReadOnly whether writes are refused, but for those of the server that it follows
     * @throws TestServerException if it was not started here
     */
    public void readOnly(boolean isReadOnly) {
        recipe().readOnly(isReadOnly);
        sql("set global read_only = " + (isReadOnly ? 1 : 0));
    }

    /**
     * Makes this replica a writer. What it was sent and does not show yet is lost, so {@linkplain #awaitReplay wait} for it before. The
     * server that it has followed is not told.
     *
     * @throws TestServerException if it is a writer already, or was not started here
     */
    public void promote() {
        if (!recipe().isReadOnly()) {
            throw new TestServerException(this + " is a writer already");
        }
        sql("stop slave; reset slave all");
        readOnly(false);
    }

    /**
     * Lets this server, which keeps running and what it has, follow another one and be read-only, and waits until it does: at most 30
     * seconds. A writer comes to be a replica so, too.
     *
     * @param writer of the same family; must not lack what this server has
     * @throws TestServerException if this server was not started here, or does not come to follow
     */
    public void follow(MariaDbServer writer) {
        follow(writer.host(), writer.port());
    }

    /**
     * Lets this server follow another one that it finds at another address than the server's own: that of a proxy.
     *
     * @param host where the server is found
     * @param port where the server is found
     * @throws TestServerException if this server was not started here, or does not come to follow in 30 seconds
     */
    public void follow(String host, int port) {
        readOnly(true);
        sql("stop slave; set global gtid_slave_pos = @@global.gtid_current_pos; change master to "
                + recipe().data().connection(host, port) + "; start slave");
        local().await(WAIT, "what is sent from port " + port, this::isFollowing);
    }

    private boolean isFollowing() {
        return sql("select variable_value from information_schema.global_status where variable_name = 'slave_running'")
                .equals("ON");
    }

    /**
     * Starts this server again, after {@link #kill} or {@link #stop}, as a new replica of another one, and waits until it has all
     * that that one has. What it had itself is gone, also what the other one never had.
     *
     * @param writer a server that was started here
     * @throws IllegalStateException if this server runs
     * @throws TestServerException if one of both was not started here, or this one does not have all in 30 seconds
     */
    public void startAgainAsReplicaOf(MariaDbServer writer) {
        local().startAgain(recipe()::beginAnew);
        follow(writer);
        awaitReplay(writer);
    }

    /**
     * Stops the replay: what this replica is sent from now on is kept, and not shown. Queries are answered.
     *
     * @throws TestServerException if this server was not started here, or has followed nobody
     */
    public void pauseReplay() {
        sql("stop slave sql_thread");
    }

    /**
     * Lets the replay go on. Has no effect if it does.
     *
     * @throws TestServerException if this server was not started here, or has followed nobody
     */
    public void resumeReplay() {
        sql("start slave sql_thread");
    }

    /**
     * Waits until this replica shows all that another server has committed when this is called: at most 30 seconds.
     *
     * @param writer a server that was started here
     * @throws TestServerException if one of both was not started here, or this one does not have it by then
     */
    public void awaitReplay(MariaDbServer writer) {
        String written = writer.sql("select @@global.gtid_binlog_pos");
        String replayed = "select master_gtid_wait('" + written + "', 0)";
        local().await(
                        WAIT,
                        "what " + writer + " had at " + written,
                        () -> sql(replayed).equals("0"));
    }

    private MariaDbRecipe recipe() {
        local();
        return Objects.requireNonNull(recipe);
    }

    /** {@inheritDoc} So do its replicas. */
    @Override
    public void close() {
        replicas.forEach(MariaDbServer::close);
        super.close();
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final DatabaseConfig config = DatabaseConfig.ofMariaDb();
        private int replicas;

        private Builder() {}

        /**
         * Changes a setting.
         *
         * @param setting what {@code SHOW VARIABLES} calls it; the place, the port and TLS are the launcher's
         * @param value without quotes
         * @return this
         * @throws IllegalArgumentException if the setting is the launcher's, or is not one word
         */
        public Builder config(String setting, String value) {
            config.add(setting, value);
            return this;
        }

        /**
         * Lets the server and its replicas speak TLS, and refuse who does not.
         *
         * @param shown the certificate that they show
         * @return this
         */
        public Builder tls(TestCertificate shown) {
            config.tls(new ServerTls(shown, null));
            return this;
        }

        /**
         * Starts replicas too.
         *
         * @param count how many, 0 to 8; 0 unless it is said
         * @return this
         * @throws IllegalArgumentException if there are fewer or more
         */
        public Builder replicas(int count) {
            if (count < 0 || count > 8) {
                throw new IllegalArgumentException("replicas are 0 to 8, not " + count);
            }
            this.replicas = count;
            return this;
        }

        /**
         * Starts the server and its replicas. An address given by the system property is taken only if nothing is configured.
         *
         * @return a server that serves
         * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
         */
        public MariaDbServer start() {
            Programs programs = Programs.ofThisMachine();
            Optional<InetSocketAddress> given = programs.address(Wanted.MARIADB);
            if (given.isPresent() && config.isEmpty() && replicas == 0) {
                return new MariaDbServer(given.get());
            }
            MariaDbServer writer =
                    MariaDbServer.start(MariaDbRecipe.writer(MariaDbPrograms.of(programs), config.copy()));
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
