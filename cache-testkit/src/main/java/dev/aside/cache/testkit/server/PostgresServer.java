package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server: one given by {@code -Daside.postgres=host:port}, with {@code -Daside.postgres.user} and {@code
 * -Daside.postgres.password} ({@code postgres} and none, unless they are said), or {@code postgres} from the {@code PATH} or
 * from below {@code /usr/lib/postgresql}. One that is started here is empty, and does not wait for the disk: what it holds
 * outlives {@link #kill}, and would not outlive a failure of the machine. Where this process is root's, the server is started as the
 * user {@code postgres} or {@code nobody}. Replicas need PostgreSQL 14 or newer, and its {@code pg_basebackup}.
 *
 * <pre>{@code
 * try (PostgresServer postgres = PostgresServer.builder().config("max_connections", "20").start();
 *         Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Replicas are asynchronous. The writer knows them by {@code cluster_name}, which is their {@code host:port}, as that of every
 * server that is started here. A failover, with all servers back in the end:
 *
 * <pre>{@code
 * PostgresServer writer = PostgresServer.builder().replicas(2).start();
 * PostgresServer first = writer.replicas().get(0);
 * PostgresServer second = writer.replicas().get(1);
 * writer.kill();
 * first.promote();
 * second.follow(first);
 * writer.startAgainAsReplicaOf(first);
 * }</pre>
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class PostgresServer extends TestServer {

    private static final int WAIT_SECONDS = 30;
    private static final Duration WAIT = Duration.ofSeconds(WAIT_SECONDS);
    private static final Duration SQL = Duration.ofSeconds(2 * WAIT_SECONDS);

    private final @Nullable PostgresRecipe recipe;
    private final List<PostgresServer> replicas = new CopyOnWriteArrayList<>();
    private final String user;
    private final String password;

    private PostgresServer(PostgresRecipe recipe, LocalServer local) {
        super(recipe.name(), local);
        this.recipe = recipe;
        this.user = PostgresData.USER;
        this.password = recipe.password();
    }

    private PostgresServer(InetSocketAddress given) {
        super("postgres", given);
        this.recipe = null;
        this.user = Objects.requireNonNullElse(System.getProperty("aside.postgres.user"), "postgres");
        this.password = Objects.requireNonNullElse(System.getProperty("aside.postgres.password"), "");
    }

    /**
     * Starts a server that is not configured in any way, or takes the one whose address is given.
     *
     * @return a server that serves
     * @throws TestServerException if there is none, or it does not start
     */
    public static PostgresServer start() {
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

    private static PostgresServer start(PostgresRecipe recipe) {
        LocalServer local = new LocalServer(recipe, recipe.directory());
        local.start();
        return new PostgresServer(recipe, local);
    }

    /**
     * Returns the address of the database {@code postgres}.
     *
     * @return a URL for JDBC, without user and password, and without a word about TLS
     */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/postgres";
    }

    /**
     * Returns who may connect.
     *
     * @return a superuser, if the server was started here; the same at its replicas
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
     * Runs statements in the database {@code postgres}, on a connection of its own and as the superuser whatever the certificates
     * are, and waits for the end: at most 60 seconds.
     *
     * @param statements one, or several that are separated by semicolons and become one transaction
     * @return all rows as lines, their columns separated by {@code |}, null as nothing; empty if there are none
     * @throws TestServerException if the server was not started here, refuses, or does not answer
     */
    public String sql(String statements) {
        try {
            return recipe().sql(port(), SQL, statements);
        } catch (IOException e) {
            throw new TestServerException("\"" + statements + "\" at " + this + ": " + e.getMessage() + report(), e);
        }
    }

    /**
     * Returns the replicas that were started, and not what became of them.
     *
     * @return those of the configuration and of {@link #startReplica()}, in this order
     */
    public List<PostgresServer> replicas() {
        return List.copyOf(replicas);
    }

    /**
     * Starts one more replica of this server, with the same configuration, and waits until it has all that the server has. It
     * is closed with this server.
     *
     * @return the replica
     * @throws TestServerException if this server was not started here or is a replica, or if the new one does not have all in 30
     *     seconds
     */
    public PostgresServer startReplica() {
        return startReplica(host(), port());
    }

    /**
     * Starts one more replica of this server, which finds the server at another address than its own: that of a proxy.
     *
     * @param host where the server is found
     * @param port where the server is found
     * @return the replica
     * @throws TestServerException if this server was not started here or is a replica, or if the new one does not have all in 30
     *     seconds
     */
    public PostgresServer startReplica(String host, int port) {
        PostgresServer replica = start(recipe().replica(upstream(host, port)));
        replicas.add(replica);
        replica.awaitStream(port);
        replica.awaitReplay(this);
        return replica;
    }

    /**
     * Makes this replica a writer, and waits until it is one: at most 30 seconds. It ends a replay that is paused. The server that it
     * has followed is not told.
     *
     * @throws TestServerException if it is a writer already, was not started here, or does not become one
     */
    public void promote() {
        if (!"t".equals(sql("select pg_promote(true, " + WAIT_SECONDS + ")"))) {
            throw new TestServerException(this + " has not become a writer within " + WAIT + report());
        }
    }

    /**
     * Lets this replica, which keeps running, follow another server, and waits until it does: at most 30 seconds.
     *
     * @param writer of the same family; must not lack what this replica has
     * @throws TestServerException if this is a writer, was not started here, or does not come to follow
     */
    public void follow(PostgresServer writer) {
        follow(writer.host(), writer.port());
    }

    /**
     * Lets this replica, which keeps running, follow a server that it finds at another address than the server's own: that of a
     * proxy.
     *
     * @param host where the server is found
     * @param port where the server is found
     * @throws TestServerException if this is a writer, was not started here, or does not come to follow in 30 seconds
     */
    public void follow(String host, int port) {
        if ("f".equals(sql("select pg_is_in_recovery()"))) {
            throw new TestServerException(this + " is a writer, and follows nobody before it starts as a replica");
        }
        String connection = recipe().data().connection(host, port);
        sql("alter system set primary_conninfo = " + PostgresData.quoted(connection));
        sql("select pg_reload_conf()");
        awaitStream(port);
    }

    /**
     * Starts this server again, after {@link #kill} or {@link #stop}, as a new replica of another one, and waits until it has all
     * that that one has. What it had itself is gone, also what the other one never had.
     *
     * @param writer a server that was started here
     * @throws IllegalStateException if this server runs
     * @throws TestServerException if one of both was not started here, or this one does not have all in 30 seconds
     */
    public void startAgainAsReplicaOf(PostgresServer writer) {
        PostgresRecipe own = recipe();
        Upstream upstream = writer.upstream(writer.host(), writer.port());
        local().startAgain(() -> own.beginAnew(upstream));
        awaitStream(writer.port());
        awaitReplay(writer);
    }

    /**
     * Keeps a copy of all that this server holds now, in place of one that was kept before.
     *
     * @throws TestServerException if this server was not started here, or cannot be copied
     */
    public void backUp() {
        recipe().data().backUp(port());
    }

    /**
     * Starts this server again, after {@link #kill} or {@link #stop}, with what it held when it was {@linkplain #backUp backed up}, and
     * waits until it serves: the same server at the same address, and time has gone back. The copy is used up. Replicas are not told.
     *
     * @throws IllegalStateException if this server runs, or no copy was kept
     * @throws TestServerException if this server was not started here, or does not start
     */
    public void startAgainFromBackup() {
        PostgresRecipe own = recipe();
        if (!own.data().hasBackup()) {
            throw new IllegalStateException("no copy was kept of " + this + ": back it up first");
        }
        local().startAgain(own::goBack);
    }

    /**
     * Stops the replay: what this replica is sent from now on is kept, and not shown. Queries are answered.
     *
     * @throws TestServerException if this is a writer, was not started here, or has not stopped in 30 seconds
     */
    public void pauseReplay() {
        sql("select pg_wal_replay_pause()");
        await(
                "a pause of its replay",
                () -> sql("select pg_get_wal_replay_pause_state()").equals("paused"));
    }

    /**
     * Lets the replay go on. Has no effect if it does.
     *
     * @throws TestServerException if this is a writer, or was not started here
     */
    public void resumeReplay() {
        sql("select pg_wal_replay_resume()");
    }

    /**
     * Waits until this replica shows all that another server has committed when this is called: at most 30 seconds.
     *
     * @param writer a server that was started here
     * @throws TestServerException if one of both was not started here, or this one does not have it by then
     */
    public void awaitReplay(PostgresServer writer) {
        String written = writer.sql("select pg_current_wal_lsn()");
        String replayed = "select pg_last_wal_replay_lsn() >= '" + written + "'";
        await("what " + writer + " had at " + written, () -> sql(replayed).equals("t"));
    }

    /** What a new replica has may be of its copy alone. */
    private void awaitStream(int from) {
        String streams =
                "select count(*) from pg_stat_wal_receiver where status = 'streaming' and sender_port = " + from;
        await("what is sent from port " + from, () -> sql(streams).equals("1"));
    }

    private void await(String what, BooleanSupplier condition) {
        local().await(WAIT, what, condition);
    }

    private Upstream upstream(String host, int port) {
        return new Upstream(recipe().directory().path(), port(), host, port);
    }

    private PostgresRecipe recipe() {
        local();
        return Objects.requireNonNull(recipe);
    }

    /** {@inheritDoc} So do its replicas. */
    @Override
    public void close() {
        replicas.forEach(PostgresServer::close);
        super.close();
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final DatabaseConfig config = DatabaseConfig.ofPostgres();
        private int replicas;

        private Builder() {}

        /**
         * Changes a setting.
         *
         * @param setting what {@code postgresql.conf} calls it; the place, the port and TLS are the launcher's
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
         * Lets the server and its replicas speak TLS with those only who show a certificate of their own.
         *
         * @param shown the certificate that they show
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
        public PostgresServer start() {
            Programs programs = Programs.ofThisMachine();
            Optional<InetSocketAddress> given = programs.address(Wanted.POSTGRES);
            if (given.isPresent() && config.isEmpty() && replicas == 0) {
                return new PostgresServer(given.get());
            }
            PostgresServer writer =
                    PostgresServer.start(PostgresRecipe.writer(new PostgresPrograms(programs), config.copy()));
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
