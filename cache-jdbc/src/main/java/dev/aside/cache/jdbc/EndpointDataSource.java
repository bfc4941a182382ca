package dev.aside.cache.jdbc;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One data source over all nodes of a database: the writer, the readers, and groups of them that have a name.
 *
 * <pre>{@code
 * EndpointDataSource database = EndpointDataSource.builder()
 *         .nodes("jdbc:postgresql://db-1/shop", "jdbc:postgresql://db-2/shop", "jdbc:postgresql://db-3/shop")
 *         .credentials("shop", password)
 *         .build();
 * try (Connection connection = database.getConnection()) {
 *     connection.setReadOnly(true);   // before the first statement: a reader's
 *     …
 * }
 * }</pre>
 *
 * <p><b>Who is asked</b> is decided once for each connection that is borrowed, and never changed while it is: by an open {@link
 * #route scope} of the thread; else, in a cache's load, by {@link Builder#loads}; else by {@code setReadOnly(true)} before the first
 * statement; else it is the writer. SQL is not looked at.
 *
 * <p><b>Who is what</b> every node is asked itself: when a connection to it is made, when something goes wrong on one, and by a probe of
 * each node twice a second, ten times a second while no writer is known. A node that is promoted keeps its connections. If no node says
 * that it takes writes, or more than one, writes are refused at once with an {@link EndpointUnavailableException}, and reads go on.
 * Two nodes that are known by different names and are the same server count as one.
 *
 * <p><b>Errors</b> are the driver's but for these: {@link EndpointUnavailableException}, {@link WriterChangedException}, {@link
 * TransactionOutcomeUnknownException}, {@link CommitRefusedException}. Nothing is ever sent twice.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads; connections are not. <b>Blocking:</b> {@link #getConnection()} waits at most the
 * {@linkplain Builder#borrowTimeout borrow time-out}, and in a load at most what is left of that. It is the user's to close.
 */
public final class EndpointDataSource extends PlainDataSource implements CommitSource, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(EndpointDataSource.class.getName());

    private final Options options;
    private final Cluster cluster;
    private final Vetting vetting;
    private final Nodes nodes;
    private final Borrower borrower;
    private final RoutingGate gate;
    private final Scopes scopes = new Scopes();
    private final Counts counts = new Counts();
    private final List<Consumer<TopologyEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Listeners caches = new Listeners();
    private final Commits commits;
    private final LoadLender lender;
    private final @Nullable Relay relay;
    private final @Nullable Notifications notifications;
    private final @Nullable Herald herald;
    private final @Nullable Hearers hearers;
    private final @Nullable Idle idle;
    private final @Nullable Resolution resolution;
    private final @Nullable Discovery discovery;
    private final @Nullable OwnThreads threads;
    private volatile boolean closed;

    private EndpointDataSource(Builder builder, Options options, List<DatabaseNode> wanted, Driver driver) {
        this.options = options;
        CacheRuntime given = builder.runtime;
        this.threads = given == null ? new OwnThreads(options.name()) : null;
        CacheRuntime runtime = given == null ? Objects.requireNonNull(threads).runtime() : given;
        Dialect dialect = builder.dialects.apply(Objects.requireNonNull(builder.kind));
        this.vetting = new Vetting(dialect, builder.isInsecureAllowed);
        wanted.forEach(vetting::check);
        if (builder.pattern != null) {
            vetting.check(Discovery.example(builder.pattern));
        }
        Logins logins = new Logins(builder.credentials, builder.credentialsLife, runtime.ticker());
        Samples samples = new Samples();
        String table = builder.outbox;
        Outbox outbox = table == null ? null : new Outbox(table);
        String channel = builder.channel;
        Announcements announcements = channel == null ? null : new Announcements(channel);
        this.commits = new Commits(this, dialect, outbox, announcements, samples, runtime.ticker());
        this.cluster = new Cluster(options, samples, runtime.ticker());
        Monitor monitor = new Monitor(cluster, options, runtime);
        this.nodes = new Nodes(
                cluster,
                monitor,
                vetting,
                node -> new NodePool(
                        new Connector(node, driver, dialect, logins, options, runtime.ticker()),
                        options,
                        cluster,
                        commits,
                        counts,
                        runtime.ticker()),
                runtime,
                options.drain());
        this.borrower = new Borrower(cluster, Choice.by(options.balance(), runtime.random()), counts, runtime.ticker());
        this.lender = new LoadLender(
                borrower, new Sampler(samples, borrower, runtime.ticker()), dialect, options, counts, runtime.ticker());
        this.relay = outbox == null ? null : new Relay(outbox, caches, borrower, runtime, builder.relayInterval);
        if (announcements == null || channel == null) {
            this.herald = null;
            this.hearers = null;
            this.notifications = null;
        } else {
            this.herald = new Herald(announcements, new WriterLine(cluster, runtime.executor()), runtime);
            this.hearers = new Hearers(herald, runtime.random()::nextLong);
            this.notifications = new Notifications(
                    channel,
                    Ears::listening,
                    new WriterLine(cluster, runtime.executor()),
                    caches,
                    hearers,
                    herald,
                    runtime);
        }
        this.gate = new RoutingGate(cluster, nodes, this::swapped, runtime.ticker());
        Duration idleAfter = options.idleAfter();
        this.idle = idleAfter == null ? null : new Idle(nodes, monitor, runtime, idleAfter);
        cluster.tells(monitor::hurry, this::tell);
        cluster.tellsAge(caches::older);
        EndpointResolver resolver = builder.resolver;
        this.resolution = resolver == null ? null : new Resolution(resolver, cluster, runtime, this::discovered);
        Consumer<List<DatabaseNode>> names = resolution == null ? this::discovered : resolution::names;
        String pattern = builder.pattern;
        this.discovery = pattern == null ? null : new Discovery(pattern, wanted, cluster::known, names);
        if (discovery != null) {
            cluster.discovers(discovery::knows);
        }
        names.accept(wanted);
        if (resolution != null) {
            resolution.start();
        }
        if (idle != null) {
            idle.start();
        }
        if (relay != null) {
            commits.tells(relay::told);
            relay.start();
        }
        if (notifications != null) {
            notifications.start();
        }
    }

    private void tell(TopologyEvent event) {
        counts.event(event.kind());
        for (Consumer<TopologyEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, () -> options.name() + ": a listener has failed", e);
            }
        }
    }

    @Override
    public Listening onOlder(LongConsumer listener) {
        return caches.onOlder(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public Listening onChange(String cache, ChangeListener listener) {
        return caches.onChange(Objects.requireNonNull(cache, "cache"), Objects.requireNonNull(listener, "listener"));
    }

    /** {@inheritDoc} There is one where it has {@linkplain Builder#notifications notifications}. */
    @Override
    public @Nullable ChangeFeed feed() {
        return hearers;
    }

    private void discovered(List<DatabaseNode> all) {
        if (!closed) {
            nodes.change(all);
        }
    }

    /** Whoever finds nodes goes on from these, and not from those that were there before. */
    private void swapped(List<DatabaseNode> now) {
        now.forEach(vetting::check);
        if (closed) {
            throw new IllegalStateException("the data source is closed");
        } else if (discovery == null) {
            taken(now);
        } else {
            discovery.swap(now, this::taken);
        }
    }

    private void taken(List<DatabaseNode> now) {
        if (resolution == null) {
            nodes.change(now);
        } else {
            resolution.swap(now);
        }
    }

    /**
     * Returns a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Lends a connection. Where it is not known yet to whom, it is borrowed when it is first needed, and what is said of it until then is
     * remembered.
     *
     * @return a connection, which the caller closes
     * @throws EndpointUnavailableException if there is none to be had; where it is borrowed later, the statement that needs it throws it
     * @throws SQLException if the data source is closed (SQLState 08003), or the thread is interrupted; likewise
     */
    @Override
    public Connection getConnection() throws SQLException {
        LoadContext load = LoadContext.current();
        Endpoint wanted = scopes.wanted(load);
        if (closed || load != null) {
            checkOpen();
        }
        if (load != null) {
            return lender.lend(wanted == null ? lender.byDefault(load) : wanted, load);
        }
        return wanted == null ? new LazyConnection(this::lend, commits) : lend(wanted);
    }

    private Connection lend(boolean isReadOnly) throws SQLException {
        return lend(isReadOnly ? Endpoint.reader() : Endpoint.writer());
    }

    private Connection lend(Endpoint endpoint) throws SQLException {
        checkOpen();
        return borrower.borrow(endpoint, options.borrowTimeout().toNanos(), null);
    }

    private void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException("the data source is closed", "08003");
        }
        if (idle != null) {
            idle.used();
        }
    }

    /**
     * Says for this thread whom the connections are to that it borrows, until the scope is closed. A scope that is open when a cache begins
     * a load is not the load's.
     *
     * @param endpoint the writer, the reader, or a group; a group that has no members is refused when a connection is borrowed
     * @return the scope, which this thread closes
     */
    public RouteScope route(Endpoint endpoint) {
        return scopes.open(Objects.requireNonNull(endpoint, "endpoint"));
    }

    /**
     * Returns what it is called.
     *
     * @return the {@linkplain Builder#name name} that the builder was given
     */
    public String name() {
        return options.name();
    }

    /**
     * Returns what is known of the nodes.
     *
     * @return the present topology, read without waiting
     */
    public DatabaseTopology topology() {
        return DatabaseTopology.of(cluster.routes());
    }

    /**
     * Has somebody told what changes in the topology, for as long as the data source is there.
     *
     * @param listener called by the threads that find it out, several at once perhaps; it must not block; what it throws is logged
     */
    public void onTopology(Consumer<TopologyEvent> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Says which nodes there are from now on, as {@link RoutingGate#swap} does: for who learns from elsewhere that some have joined or
     * left. One that joins is given a tenth of its share at first, and all of it when the {@linkplain Builder#rampUp time for that} is over.
     *
     * @param now all nodes; their roles they say themselves
     * @throws IllegalArgumentException if there is none, or a name is there twice
     * @throws IllegalStateException if the data source is closed
     */
    public void nodes(List<DatabaseNode> now) {
        gate.swap(now);
    }

    /**
     * Returns what holds the traffic back while something is done by a plan.
     *
     * @return the gate, always the same
     */
    public RoutingGate gate() {
        return gate;
    }

    /**
     * Returns what has been counted, read without waiting.
     *
     * @return the counts since the data source was made
     */
    public DatabaseStats stats() {
        return counts.stats();
    }

    /**
     * Ends all connections, those that are lent among them, and the threads. Who waits for a connection is told so. Waits some seconds at
     * most. Idempotent.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (resolution != null) {
                resolution.close();
            }
            if (relay != null) {
                relay.close();
            }
            if (notifications != null) {
                notifications.close();
            }
            if (herald != null) {
                herald.close();
            }
            borrower.close();
            nodes.close();
            if (threads != null) {
                threads.close();
            }
        }
    }

    /** Returns its name and its nodes, without secrets. */
    @Override
    public String toString() {
        return "EndpointDataSource[" + options.name() + ": " + cluster.routes().inWords() + "]";
    }

    /** Makes data sources. Not safe for use by many threads at once. */
    public static final class Builder extends Places<Builder> {

        private HikariCredentialsProvider credentials = () -> Credentials.of(null, null);
        private Duration credentialsLife = Duration.ofMinutes(10);
        private @Nullable DatabaseKind kind;
        private boolean isInsecureAllowed;
        private @Nullable CacheRuntime runtime;
        private @Nullable Driver driver;
        private Function<DatabaseKind, Dialect> dialects = Dialects::of;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Says who connects, at all nodes.
         *
         * @param user the user
         * @param password the password, which is never shown
         * @return this
         */
        public Builder credentials(String user, String password) {
            Credentials both =
                    Credentials.of(Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
            this.credentials = () -> both;
            return this;
        }

        /**
         * Says who is asked who connects, so that a password can be rotated and a token be short-lived. It is asked by one thread at a
         * time, when what it said has come to the end of its {@linkplain #credentialsLife life}, and when that was refused, but not more
         * than once a second; a connection that was refused is then tried once more. Connections there are stay.
         *
         * @param provider what is asked; it may block for as long as a connection may take to be made. Where it throws, what it said
         *     before is tried
         * @return this
         */
        public Builder credentials(HikariCredentialsProvider provider) {
            this.credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Says for how long user and password are good that were asked for.
         *
         * @param life more than zero; 10 minutes by default, which suits tokens of 15
         * @return this
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder credentialsLife(Duration life) {
            this.credentialsLife = Check.positive("the life of credentials", life);
            return this;
        }

        /**
         * Allows URLs that turn off that a server's certificate and name are verified, though what is sent leaves the machine. Without it
         * they are refused.
         *
         * @return this
         */
        public Builder insecureAllowed() {
            this.isInsecureAllowed = true;
            return this;
        }

        /**
         * Says what kind of database it is.
         *
         * @param kind the kind; by default what the URLs say
         * @return this
         */
        public Builder dialect(DatabaseKind kind) {
            this.kind = Objects.requireNonNull(kind, "kind");
            return this;
        }

        /**
         * Passes time, threads and chance in. They stay the caller's.
         *
         * @param runtime what is used; its executor runs what waits for a node, one task for each at most, and what it refuses is tried
         *     again later. By default it has threads of its own
         * @return this
         */
        public Builder runtime(CacheRuntime runtime) {
            this.runtime = Objects.requireNonNull(runtime, "runtime");
            return this;
        }

        /** For tests: takes this driver in place of the one that is registered. */
        Builder driver(Driver one) {
            this.driver = one;
            return this;
        }

        /** For tests: nodes are asked in this way. */
        Builder dialects(Function<DatabaseKind, Dialect> ways) {
            this.dialects = ways;
            return this;
        }

        /**
         * Makes the data source, and begins to ask its nodes. Does not wait for them.
         *
         * @return a new data source, which the caller closes
         * @throws IllegalArgumentException if no node was given; if nodes are both named by what they are for and listed, or one is there
         *     twice; if their URLs are of different kinds, or turn off what is verified of servers; if the pattern is none for them; or
         *     if there is no driver for them
         */
        public EndpointDataSource build() {
            List<DatabaseNode> all = wanted.nodes();
            kind = kind == null ? Wanted.kind(all) : kind;
            Dialect dialect = dialects.apply(kind);
            if (pattern != null) {
                Discovery.check(pattern, dialect.names(), kind);
            }
            if ((outbox != null || channel != null) && !dialect.canTellOthers()) {
                throw new IllegalArgumentException(
                        "an outbox(…) and notifications(…) serve PostgreSQL, and not " + kind);
            }
            if (resolver != null && !dialect.canPin()) {
                throw new IllegalArgumentException("a resolver(…) serves PostgreSQL, and not " + kind);
            }
            Driver taken = driver == null ? Wanted.driver(all.get(0)) : driver;
            return new EndpointDataSource(this, options(), all, taken);
        }
    }
}
