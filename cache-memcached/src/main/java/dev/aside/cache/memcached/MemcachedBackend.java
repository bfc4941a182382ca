package dev.aside.cache.memcached;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.StoreSpec;
import java.net.PasswordAuthentication;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps caches on Memcached servers that all nodes of an application share.
 *
 * <pre>{@code
 * Aside aside = Aside.builder()
 *     .backend(MemcachedBackend.of("cache-1.internal:11211", "cache-2.internal:11211"))
 *     .build();
 * }</pre>
 *
 * <p>Each slot is on one server, chosen by its name and by those of the servers, by consistent hashing (KETAMA). A server that is
 * down keeps its slots: what is asked of them fails at once, and nothing of the others does. Where a server that comes back has
 * forgotten everything, what this process changed lately is said again before anything else.
 *
 * <p>It is made without waiting for a server, and connects in the background: an application starts while its cache is down. One
 * connection to each server carries all steps of all caches. One that is lost is made again at once, and then at intervals of up
 * to half a second, with its server's name looked up anew; a server that does not answer is taken for lost within 1.5 seconds.
 * Nothing is sent twice: a step that may have been sent and was not answered is {@code UNKNOWN}.
 *
 * <p>Memcached does not tell its time, so deadlines are by the clocks of the application's nodes: they must agree, as NTP has
 * them do. A clock that is wrong costs loads; one that is wrong by more than a slot's memory, half a minute by default, may cost
 * more than that.
 *
 * <p><b>Null:</b> no argument may be null. <b>Thread-safety:</b> safe for use by many threads. Nothing waits.
 */
public final class MemcachedBackend implements CacheBackend {

    static final int MAXIMUM_COMMANDS = 10_000;
    static final long MAXIMUM_BYTES = 64L << 20;

    /** What an item takes beside its value, its name and the number of its last change among it, and some to spare. */
    static final int ITEM_HEADER = 512;

    static final int MAXIMUM_VALUE = (1 << 20) - ITEM_HEADER;

    /** Others may have stored more under a name of ours, which is then a miss; beyond this it ends the connection. */
    private static final long LEAST_ANSWER = 16L << 20;

    private final Plan plan;
    private final String keyPrefix;
    private final int maximumValueBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Fleet fleet;
    private boolean closed;

    private MemcachedBackend(Builder builder) {
        this.plan = new Plan(
                List.copyOf(builder.places),
                builder.endpoint,
                builder.pause,
                new Access(builder.tls, builder.login, Math.max(LEAST_ANSWER, builder.maximumValueBytes)),
                builder.maximumCommands,
                builder.maximumBytes);
        this.keyPrefix = builder.keyPrefix;
        this.maximumValueBytes = builder.maximumValueBytes;
    }

    /**
     * Returns a backend with the defaults of the builder.
     *
     * @param address where a server is, as for {@link Builder#node(String)}
     * @param more where others are
     * @return a new backend, which the caller, or the {@code Aside} that it is given to, closes
     * @throws CacheConfigurationException if one of them is no address, or is there twice
     */
    public static MemcachedBackend of(String address, String... more) {
        Builder builder = builder().node(address);
        for (String another : more) {
            builder.node(another);
        }
        return builder.build();
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
     * Returns the name.
     *
     * @return {@code "memcached"}
     */
    @Override
    public String name() {
        return "memcached";
    }

    /**
     * Opens the slots of one cache, and begins to connect if nothing is connected yet.
     *
     * @param spec the cache
     * @param runtime time, threads and chance; the connections use that of the first store that is opened
     * @return the store, which the caller closes
     * @throws IllegalArgumentException if the lag or the memory is negative
     * @throws IllegalStateException if the backend is closed
     */
    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        if (spec.lag().isNegative() || spec.memory().isNegative()) {
            throw new IllegalArgumentException(
                    "lag and memory are zero or more, not " + spec.lag() + " and " + spec.memory());
        }
        Fleet shared = fleet(runtime);
        Slots slots = new Slots(spec, shared.sightings(), runtime, runtime.wallClock(), maximumValueBytes);
        Keys keys = new Keys(keyPrefix, spec.cacheName());
        MemcachedStore store = new MemcachedStore(shared, spec, keys, slots, runtime);
        shared.attach(store);
        return store;
    }

    /**
     * {@inheritDoc} It keeps {@linkplain SessionBackend sessions}; it cannot find them by their principal, nor tell of those that
     * have ended by themselves. It keeps {@linkplain LeaderboardBackend leaderboards}: the best in their order, and the others' ranks
     * with an error.
     */
    @Override
    public <T> Optional<T> find(Class<T> ability) {
        if (ability == SessionBackend.class) {
            return Optional.of(ability.cast(new MemcachedSessionBackend(this::openSessions)));
        } else if (ability == LeaderboardBackend.class) {
            return Optional.of(ability.cast(new MemcachedLeaderboardBackend(maximumValueBytes, this::openBoard)));
        }
        return CacheBackend.super.find(ability);
    }

    private BoardStore openBoard(BoardSpec spec, CacheRuntime runtime) {
        Keys keys = Keys.ofBoards(keyPrefix, spec.boardName());
        return new MemcachedBoard(fleet(runtime), spec, keys, runtime, maximumValueBytes, plan.maximumCommands());
    }

    private SessionSlots openSessions(SessionSpec spec, CacheRuntime runtime) {
        Fleet shared = fleet(runtime);
        Keys keys = Keys.ofSessions(keyPrefix, spec.storeName());
        MemcachedSessions sessions = new MemcachedSessions(shared, spec, keys, runtime, maximumValueBytes);
        shared.attach(sessions);
        return sessions;
    }

    private Fleet fleet(CacheRuntime runtime) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("memcached: the backend is closed");
            }
            Fleet known = fleet;
            if (known == null) {
                known = new Fleet(plan, runtime, runtime.wallClock());
                fleet = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns what its stores hold.
     *
     * @return bytes
     */
    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    /**
     * Returns the modes that it can keep.
     *
     * @return all but STRICT
     */
    @Override
    public Set<Consistency.Mode> modes() {
        return EnumSet.complementOf(EnumSet.of(Consistency.Mode.STRICT));
    }

    /** Ends the connections and the threads that served them. Steps afterwards fail as not applied. Idempotent. */
    @Override
    public void close() {
        Fleet open;
        lock.lock();
        try {
            open = closed ? null : fleet;
            closed = true;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
    }

    /** Returns where the servers are. */
    @Override
    public String toString() {
        return "MemcachedBackend" + plan;
    }

    /** Makes backends. Not safe for use by many threads at once. */
    public static final class Builder {

        private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{0,64}");

        /** Less would leave no room for a fence that many writers keep open. */
        private static final int LEAST_VALUE = 8_192;

        private final List<Place> places = new ArrayList<>();
        private @Nullable Place endpoint;
        private Duration pause = Roster.PAUSE;
        private @Nullable SSLContext tls;
        private @Nullable Login login;
        private boolean plaintextPassword;
        private String keyPrefix = "";
        private int maximumCommands = MAXIMUM_COMMANDS;
        private long maximumBytes = MAXIMUM_BYTES;
        private int maximumValueBytes = MAXIMUM_VALUE;

        private Builder() {}

        /**
         * Adds a server, which is called what its address is. All nodes of an application must be given the same names.
         *
         * @param address host and port: {@code "cache-1.internal:11211"}, {@code "10.0.0.7:11211"}, {@code "[2001:db8::7]:11211"}
         * @return this
         * @throws CacheConfigurationException if it is no such address; the message does not repeat it
         */
        public Builder node(String address) {
            places.add(Place.of(address));
            return this;
        }

        /**
         * Adds a server with a name of its own, so that it keeps its slots when another takes its place elsewhere.
         *
         * @param name what it is called: 1 to 255 letters, digits and {@code . _ - : [ ]}
         * @param address as for {@link #node(String)}
         * @return this
         * @throws CacheConfigurationException if it is no such name or address; the message repeats neither
         */
        public Builder node(String name, String address) {
            places.add(Place.of(name, address));
            return this;
        }

        /**
         * Has the servers listed by themselves: by the command {@code config get cluster}, which those of ElastiCache have, or else by
         * the ordinary key {@code AmazonElastiCache:cluster}, which any server can hold: a number, and on the next line each
         * node as {@code host|address|port}, with blanks between them. The list is asked for every five seconds, at the
         * endpoint, and if that does not answer, at the nodes. One with a lower number than the last, or that is no such list, is
         * ignored. A node is called what its host and port are. One that is added must be empty, as those of ElastiCache are.
         *
         * @param address where to ask, as for {@link #node(String)}
         * @return this
         * @throws CacheConfigurationException if it is no such address; the message does not repeat it
         */
        public Builder configurationEndpoint(String address) {
            this.endpoint = Place.of(address);
            return this;
        }

        /** Says how often to ask for the list of nodes, for tests. */
        Builder pause(Duration between) {
            this.pause = between;
            return this;
        }

        /**
         * Has the servers spoken to by TLS, and trusts whom this JVM trusts. As {@link #tls(SSLContext)}.
         *
         * @return this
         * @throws CacheConfigurationException if this JVM has no default context
         */
        public Builder tls() {
            try {
                return tls(SSLContext.getDefault());
            } catch (NoSuchAlgorithmException e) {
                throw new CacheConfigurationException("memcached: this JVM has no default SSLContext");
            }
        }

        /**
         * Has the servers spoken to by TLS. Their certificates must be in the names of the hosts that were given as their
         * addresses; that is always checked. It needs {@code com.amazonaws:elasticache-java-cluster-client} in place of {@code
         * net.spy:spymemcached}, which has no TLS.
         *
         * @param context whom to trust, and what to show to servers that ask
         * @return this
         */
        public Builder tls(SSLContext context) {
            this.tls = context;
            return this;
        }

        /**
         * Logs in by SASL, mechanism PLAIN, to servers started with {@code -S}: they are spoken to by the binary protocol.
         *
         * @param who is asked for user and password whenever a connection is made, on a thread of its own; may block for less
         *     than a second, and must not return null. What it throws makes that attempt fail
         * @return this
         */
        public Builder sasl(Supplier<PasswordAuthentication> who) {
            return login(Login.How.SASL, who);
        }

        /**
         * Logs in to servers started with a file of passwords ({@code -Y}).
         *
         * @param who as for {@link #sasl}
         * @return this
         */
        public Builder authFile(Supplier<PasswordAuthentication> who) {
            return login(Login.How.FILE, who);
        }

        private Builder login(Login.How how, Supplier<PasswordAuthentication> who) {
            if (login != null) {
                throw new CacheConfigurationException(
                        "memcached: servers want one login: sasl(…) or authFile(…), and once");
            }
            this.login = new Login(how, Objects.requireNonNull(who, "who"));
            return this;
        }

        /**
         * Lets a password be sent without TLS, where whoever is on the way can read it. Without this that is refused.
         *
         * @return this
         */
        public Builder plaintextPassword() {
            this.plaintextPassword = true;
            return this;
        }

        /**
         * Says what the name of every key begins with, so that several applications can share servers.
         *
         * @param prefix up to 64 letters, digits and {@code . _ : -}; empty by default
         * @return this
         * @throws CacheConfigurationException if it has other characters, or more
         */
        public Builder keyPrefix(String prefix) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new CacheConfigurationException(
                        "memcached: a key prefix has up to 64 letters, digits and . _ : -, which this one has not");
            }
            this.keyPrefix = prefix;
            return this;
        }

        /**
         * Says how much may be sent to each server and not be answered yet. What comes on top fails at once, as not applied. What
         * belongs together is sent if nothing else is under way.
         *
         * @param commands how many commands, at least 1; 10,000 by default
         * @param bytes how many bytes of values, at least 1; 64 MiB by default
         * @return this
         * @throws CacheConfigurationException if one of them is less than 1
         */
        public Builder maximumUnanswered(int commands, long bytes) {
            if (commands < 1 || bytes < 1) {
                throw new CacheConfigurationException("memcached: at least 1 command and 1 byte may be unanswered, not "
                        + commands + " and " + bytes);
            }
            this.maximumCommands = commands;
            this.maximumBytes = bytes;
            return this;
        }

        /**
         * Says how large a stored value may be, with its envelope and its key: what the servers are started with as {@code -I},
         * less some hundred bytes. A larger one is not sent, since a server would refuse it, and forget what is there: a load is
         * then not stored, and a write leaves a fence.
         *
         * @param bytes at least 8,192; 1 MiB less 512 bytes by default
         * @return this
         * @throws CacheConfigurationException if it is less
         */
        public Builder maximumValueBytes(int bytes) {
            if (bytes < LEAST_VALUE) {
                throw new CacheConfigurationException(
                        "memcached: a value may have at least " + LEAST_VALUE + " bytes, not " + bytes);
            }
            this.maximumValueBytes = bytes;
            return this;
        }

        /**
         * Makes the backend. Does not connect.
         *
         * @return a new backend
         * @throws CacheConfigurationException if no server was given, or one of them twice; if there is a password and no TLS; if
         *     TLS is wanted and the client library has none; or if there are two client libraries
         */
        public MemcachedBackend build() {
            ClientJar.check(tls != null);
            if (login != null && tls == null && !plaintextPassword) {
                throw new CacheConfigurationException(
                        "memcached: a password is sent over tls() only, unless plaintextPassword()"
                                + " lets everybody on the way read it");
            }
            if (places.isEmpty() == (endpoint == null)) {
                throw new CacheConfigurationException(
                        "memcached: a backend needs a node(\"host:port\"), or several, or a"
                                + " configurationEndpoint(\"host:port\") that lists them, and not both");
            }
            if (endpoint != null && login != null && login.how() == Login.How.SASL) {
                throw new CacheConfigurationException(
                        "memcached: servers with SASL have no list of nodes; name them by node(\"host:port\")");
            }
            Set<String> names = new HashSet<>();
            Set<String> wheres = new HashSet<>();
            for (Place place : places) {
                if (!names.add(place.name()) || !wheres.add(place.where())) {
                    throw new CacheConfigurationException("memcached: a node is in the list twice: " + place);
                }
            }
            return new MemcachedBackend(this);
        }
    }
}
