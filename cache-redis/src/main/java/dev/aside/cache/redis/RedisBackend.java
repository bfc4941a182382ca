package dev.aside.cache.redis;

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
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps caches on a Redis server, 6.2 or newer, that all nodes of an application share.
 *
 * <pre>{@code
 * Aside aside = Aside.builder().backend(RedisBackend.of("redis://cache.internal:6379")).build();
 * }</pre>
 *
 * <p>It is made without waiting for the server, and connects in the background: an application starts while its cache is
 * down. One connection carries all steps of all caches, and what the server pushes; while there is a near tier a second one
 * proves that it does. A connection that is lost is made again at once, and then at intervals of up to half a second; a server
 * that does not answer is taken for lost within 1.5 seconds. Nothing is sent twice: a step that had been sent and not answered
 * is {@code UNKNOWN}.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. Only {@link #close()} waits, for at most a few seconds.
 */
public final class RedisBackend implements CacheBackend {

    static final int MAXIMUM_COMMANDS = 10_000;
    static final long MAXIMUM_BYTES = 64L << 20;

    private final Servers servers;
    private final String keyPrefix;
    private final int maximumCommands;
    private final long maximumBytes;
    private final @Nullable ClientResources resources;
    private final @Nullable SslOptions tls;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Endpoints endpoints;
    private boolean closed;

    private RedisBackend(Builder builder, Servers servers) {
        this.servers = servers;
        this.keyPrefix = builder.keyPrefix;
        this.maximumCommands = builder.maximumCommands;
        this.maximumBytes = builder.maximumBytes;
        this.resources = builder.resources;
        this.tls = builder.tls;
    }

    /**
     * Returns a backend with the defaults of the builder.
     *
     * @param uri where the server is, as for {@link Builder#uri}
     * @return a new backend, which the caller, or the {@code Aside} that it is given to, closes
     * @throws CacheConfigurationException if the URI is none
     */
    public static RedisBackend of(String uri) {
        return builder().uri(uri).build();
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
     * @return {@code "redis"}
     */
    @Override
    public String name() {
        return "redis";
    }

    /**
     * Opens the slots of one cache, and begins to connect if nothing is connected yet.
     *
     * @param spec the cache
     * @param runtime time, threads and chance; the connection uses that of the first store that is opened
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
        Endpoints shared = endpoints(runtime);
        RedisStore store = new RedisStore(shared.writer(), shared.readers(), spec, runtime, keyPrefix);
        store.attach();
        return store;
    }

    /**
     * {@inheritDoc} It keeps {@linkplain SessionBackend sessions} and {@linkplain LeaderboardBackend leaderboards}, with all that can
     * be done with them.
     */
    @Override
    public <T> Optional<T> find(Class<T> ability) {
        if (ability == SessionBackend.class) {
            return Optional.of(ability.cast(new RedisSessionBackend(this::openSessions)));
        } else if (ability == LeaderboardBackend.class) {
            return Optional.of(ability.cast(new RedisLeaderboardBackend(this::openBoard)));
        }
        return CacheBackend.super.find(ability);
    }

    private SessionSlots openSessions(SessionSpec spec, CacheRuntime runtime) {
        RedisSessions sessions = new RedisSessions(endpoints(runtime).writer(), spec, runtime, keyPrefix);
        sessions.attach();
        return sessions;
    }

    private BoardStore openBoard(BoardSpec spec, CacheRuntime runtime) {
        Endpoints shared = endpoints(runtime);
        RedisBoard board = new RedisBoard(shared.writer(), shared.readers(), spec, runtime, keyPrefix);
        board.attach();
        return board;
    }

    private Endpoints endpoints(CacheRuntime runtime) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("redis: the backend is closed");
            }
            Endpoints known = endpoints;
            if (known == null) {
                known = Endpoints.open(servers, new Endpoints.Means(runtime, resources, tls, this::unanswered));
                endpoints = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Unanswered unanswered() {
        return new Unanswered(maximumCommands, maximumBytes);
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
     * @return all of them
     */
    @Override
    public Set<Consistency.Mode> modes() {
        return EnumSet.allOf(Consistency.Mode.class);
    }

    /** Ends the connection and the threads that served it. Steps afterwards fail as not applied. Idempotent. */
    @Override
    public void close() {
        Endpoints open;
        lock.lock();
        try {
            open = closed ? null : endpoints;
            closed = true;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
    }

    /** Returns where the servers are, without secrets. */
    @Override
    public String toString() {
        return "RedisBackend[" + servers + "]";
    }

    /** Makes backends. Not safe for use by many threads at once. */
    public static final class Builder {

        private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{0,64}");

        private @Nullable RedisURI uri;
        private final List<RedisURI> readers = new ArrayList<>();
        private final List<RedisURI> nodes = new ArrayList<>();
        private String keyPrefix = "";
        private int maximumCommands = MAXIMUM_COMMANDS;
        private long maximumBytes = MAXIMUM_BYTES;
        private @Nullable ClientResources resources;
        private @Nullable SslOptions tls;
        private @Nullable RedisCredentialsProvider credentials;
        private boolean namesUsers;

        private Builder() {}

        /**
         * Says where the server is.
         *
         * @param uri {@code redis://} or, with TLS, {@code rediss://}, then user and password if there are any, host and
         *     port: {@code rediss://user:password@host:6379}
         * @return this
         * @throws CacheConfigurationException if it is no such URI; the message does not repeat it
         */
        public Builder uri(String uri) {
            this.uri = checked(uri);
            return this;
        }

        /**
         * Adds a server, or a name of several, that follows the one that takes writes and may answer reads: the reader endpoint
         * of a cluster, or each replica. It is asked by caches in the modes EVENTUAL and BOUNDED that have no near tier, and only
         * while it is proven to have had all that the writer had half of the bound ago; and for pages of leaderboards, with a bound
         * of one second. Otherwise the writer is asked. May be the writer itself.
         *
         * @param uri as for {@link #uri}
         * @return this
         * @throws CacheConfigurationException if it is no such URI; the message does not repeat it
         */
        public Builder reader(String uri) {
            readers.add(checked(uri));
            return this;
        }

        /**
         * Adds a server of a list, in place of {@link #uri} and {@link #reader}: all of them are asked what they are, again and
         * again. The one that takes writes is the writer, also after another has been promoted, and those that follow it are
         * readers. Of two that say they take writes, the one is written to that has gone on from the other; where that is not
         * known, the one whose history more than half of the list have; else the one that was written to last, or none.
         *
         * @param uri as for {@link #uri}; the address of one server, and not a name of several
         * @return this
         * @throws CacheConfigurationException if it is no such URI; the message does not repeat it
         */
        public Builder node(String uri) {
            nodes.add(checked(uri));
            return this;
        }

        /**
         * Says who asks for the user's name and password, in place of the URIs, whenever a connection is made: a password that is
         * rotated is used from the next connection on, and no call fails for it. A provider that announces new ones is heard: the
         * connection there is goes on with them.
         *
         * @param provider asked on the connection's thread; it must not block. What it answers is never shown
         * @return this
         */
        public Builder credentials(RedisCredentialsProvider provider) {
            this.credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        private RedisURI checked(String uri) {
            Objects.requireNonNull(uri, "uri");
            namesUsers |= Uris.namesUser(uri);
            return Uris.of(uri);
        }

        /**
         * Says what the name of every key begins with, so that several applications can share a server.
         *
         * @param prefix up to 64 letters, digits and {@code . _ : -}; empty by default
         * @return this
         * @throws CacheConfigurationException if it has other characters, or more
         */
        public Builder keyPrefix(String prefix) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new CacheConfigurationException(
                        "redis: a key prefix has up to 64 letters, digits and . _ : -, which this one has not");
            }
            this.keyPrefix = prefix;
            return this;
        }

        /**
         * Says how much may be sent to the server and not be answered yet. What comes on top fails at once, as not applied.
         * A batch larger than that is sent if nothing else is under way.
         *
         * @param commands how many commands, at least 1; 10,000 by default, which a server answers in some 100 ms
         * @param bytes how many bytes of values, at least 1; 64 MiB by default
         * @return this
         * @throws CacheConfigurationException if one of them is less than 1
         */
        public Builder maximumUnanswered(int commands, long bytes) {
            if (commands < 1 || bytes < 1) {
                throw new CacheConfigurationException(
                        "redis: at least 1 command and 1 byte may be unanswered, not " + commands + " and " + bytes);
            }
            this.maximumCommands = commands;
            this.maximumBytes = bytes;
            return this;
        }

        /**
         * Passes Lettuce's threads, resolvers and recorders in, to be shared with other clients. They stay the caller's, who
         * shuts them down after the backend.
         *
         * @param resources the resources; by default the backend makes its own, without latency recording
         * @return this
         */
        public Builder clientResources(ClientResources resources) {
            this.resources = Objects.requireNonNull(resources, "resources");
            return this;
        }

        /**
         * Says whom to trust and what to show, where the URI is {@code rediss://}. The server's certificate and its host's name
         * are always checked.
         *
         * @param options what Lettuce is given; by default it trusts whom the JVM trusts, and shows nothing
         * @return this
         */
        public Builder tls(SslOptions options) {
            this.tls = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Makes the backend. Does not connect.
         *
         * @return a new backend
         * @throws CacheConfigurationException if no URI was given, if servers are both named by what they are for and listed, if
         *     one is listed twice, or if credentials are in two places
         */
        public RedisBackend build() {
            Servers servers = new Servers(uri, readers, nodes);
            RedisCredentialsProvider provider = credentials;
            if (provider != null && namesUsers) {
                throw new CacheConfigurationException(
                        "redis: user and password are in a URI or from credentials(…), and not in both");
            } else if (provider != null) {
                servers.all().forEach(one -> one.setCredentialsProvider(provider));
            }
            return new RedisBackend(this, servers);
        }
    }
}
