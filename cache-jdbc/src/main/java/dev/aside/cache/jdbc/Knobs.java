package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a data source beside where its nodes are and who connects.
 *
 * @param <B> the builder
 */
abstract class Knobs<B extends Knobs<B>> {

    private String name = "database";
    private int poolSize = 10;
    private Duration borrowTimeout = Duration.ofSeconds(5);
    private Duration probeInterval = Duration.ofMillis(500);
    private long lagBound = 1L << 20;
    private WhenNoReader whenNoReader = WhenNoReader.WRITER;
    private WhenNoMember whenNoMember = WhenNoMember.FAIL;
    private Balance balance = Balance.LEAST_LOADED;
    private Duration rampUp = Duration.ofSeconds(30);
    private Duration drain = Duration.ofSeconds(30);
    private @Nullable Endpoint loads;
    private Duration catchUp = Duration.ofMillis(10);
    private @Nullable String zone;

    @Nullable
    String outbox;

    @Nullable
    String channel;

    Duration relayInterval = Duration.ofSeconds(1);
    private @Nullable Duration idleAfter;

    abstract B self();

    /**
     * Says what it is called in messages, in the names of threads, and in meters.
     *
     * @param name 1 to 64 letters, digits and {@code . _ -}; {@code database} by default
     * @return this
     * @throws IllegalArgumentException if it is no such name
     */
    public B name(String name) {
        this.name = Check.name(name);
        return self();
    }

    /**
     * Says how many connections there are to each node at most.
     *
     * @param size 1 to 1,000; 10 by default
     * @return this
     * @throws IllegalArgumentException if it is less or more
     */
    public B poolSize(int size) {
        this.poolSize = Check.within("a pool", size, 1, 1_000, "connections");
        return self();
    }

    /**
     * Says how long a caller waits for a connection at most.
     *
     * @param timeout more than zero; 5 seconds by default
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public B borrowTimeout(Duration timeout) {
        this.borrowTimeout = Check.positive("the borrow time-out", timeout);
        return self();
    }

    /**
     * Says how often each node is asked what it is. One that has answered, and then does not for half as long again, and half a second at
     * least, counts as one that is not there.
     *
     * @param interval at least 10 milliseconds; 500 by default, and a tenth more or less by chance
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public B probeInterval(Duration interval) {
        this.probeInterval = Check.atLeast("the probe interval", interval, Duration.ofMillis(10));
        return self();
    }

    /**
     * Says how far a reader may be behind the writer that is asked. Reads leave it within a probe interval once it is further, and come
     * back when it is within half of that.
     *
     * @param bytes of what the writer has written, more than zero; 1 MiB by default. Where nodes do not say in bytes where they stand,
     *     as those of Aurora, MySQL and MariaDB, any reader is near enough
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public B lagBound(long bytes) {
        this.lagBound = Check.positive("the lag bound", bytes);
        return self();
    }

    /**
     * Says what becomes of a read for which there is no reader.
     *
     * @param policy what; {@link WhenNoReader#WRITER} by default
     * @return this
     */
    public B whenNoReader(WhenNoReader policy) {
        this.whenNoReader = Objects.requireNonNull(policy, "policy");
        return self();
    }

    /**
     * Says what becomes of a borrow for a group none of whose members may answer. A group that has none is refused all the same.
     *
     * @param policy what; {@link WhenNoMember#FAIL} by default
     * @return this
     */
    public B whenNoMember(WhenNoMember policy) {
        this.whenNoMember = Objects.requireNonNull(policy, "policy");
        return self();
    }

    /**
     * Says how it is chosen among several nodes.
     *
     * @param how the way; {@link Balance#LEAST_LOADED} by default
     * @return this
     */
    public B balance(Balance how) {
        this.balance = Objects.requireNonNull(how, "how");
        return self();
    }

    /**
     * Says in which zone this process is: readers of the same are asked, and others while there is none.
     *
     * @param name as nodes say theirs; by default no zone is before another
     * @return this
     */
    public B zone(String name) {
        this.zone = Objects.requireNonNull(name, "name");
        return self();
    }

    /**
     * Says how long it takes until a node that joins later is given all of its share.
     *
     * @param span zero or more; 30 seconds by default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public B rampUp(Duration span) {
        this.rampUp = Check.atLeast("the time for ramping up", span, Duration.ZERO);
        return self();
    }

    /**
     * Says how long what is under way on a node that leaves may take to end.
     *
     * @param span zero or more; 30 seconds by default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public B drain(Duration span) {
        this.drain = Check.atLeast("the time for draining", span, Duration.ZERO);
        return self();
    }

    /**
     * Says whom the loads of caches ask, unless they open a scope. A reader answers a load only once it has replayed all that the load
     * must have seen, and else the writer does. Where readers do not say how far they have come, what was loaded from one is stored only
     * by caches that ask for no proof, and may be as old as the reader was.
     *
     * @param endpoint the endpoint; by default a reader for caches whose {@code source} this is, where readers say how far they have
     *     come, and else the writer
     * @return this
     */
    public B loads(Endpoint endpoint) {
        this.loads = Objects.requireNonNull(endpoint, "endpoint");
        return self();
    }

    /**
     * Says how long a load waits for a reader that has not replayed yet what the load must have seen, before the writer is asked.
     *
     * @param span zero or more; 10 milliseconds by default, as most readers are behind by less
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public B catchUp(Duration span) {
        this.catchUp = Check.atLeast("the time to catch up", span, Duration.ZERO);
        return self();
    }

    /**
     * Keeps what has changed of caches in a table of the database, in the transaction that changes it, until all tiers know. What a
     * process did not come to tell, as it was killed, another one tells that has the cache; within 2 seconds and the interval. It costs a
     * statement in each transaction that a change is bound to. PostgreSQL only; the table is made by you:
     *
     * <pre>{@code
     * create table aside_outbox (
     *   id bigint generated always as identity primary key,
     *   made timestamptz not null default clock_timestamp(),
     *   cache text not null, kind text not null, key bytea not null)
     * }</pre>
     *
     * @param table its name, perhaps behind that of a schema: letters a-z, digits and _
     * @param interval how often it is looked what others have left, 10 ms or more: each look is a transaction
     * @return this
     * @throws IllegalArgumentException if it is no such name, or the interval is too short
     */
    public B outbox(String table, Duration interval) {
        this.outbox = Outbox.checked(table);
        this.relayInterval = Check.atLeast("the interval of the outbox", interval, Relay.SHORTEST_PAUSE);
        return self();
    }

    /**
     * Hears by a channel of the database what others have changed: {@code notify aside, 'key products 42'}, {@code 'tag products teas'}
     * or {@code 'all products'}, as a trigger may say it. Whenever the connection that listens has to be made anew, caches that
     * are loaded from this database count nothing any more that they held: what was said meanwhile is lost. PostgreSQL only.
     *
     * <p>Caches of this source that keep copies in front of servers which push nothing, as Memcached, tell each other by the same channel
     * what they change, and are served copies for as long as it is proven that they hear everything. That costs two connections beside
     * the pools', a statement in each transaction with changes of such a cache, and a trip or two for each other change.
     *
     * @param channel its name: letters a-z, digits and _
     * @return this
     * @throws IllegalArgumentException if it is no such name
     */
    public B notifications(String channel) {
        this.channel = Check.lower("the name of a channel", channel);
        return self();
    }

    /**
     * Lets a database fall asleep that does so without connections: when nobody has borrowed one for this long, its nodes are not asked
     * any more, and connections end one after another. Who wants one then wakes it up, and all who come meanwhile wait for the same.
     * The {@linkplain #borrowTimeout borrow time-out} is to be as long as that takes. {@linkplain #notifications Notifications} keep it
     * awake, as they keep a connection.
     *
     * @param span at least a second; by default it is kept awake
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public B idleAfter(Duration span) {
        this.idleAfter = Check.atLeast("the time until it is idle", span, Duration.ofSeconds(1));
        return self();
    }

    final Options options() {
        return new Options(
                name,
                poolSize,
                idleAfter == null ? 1 : 0,
                borrowTimeout,
                probeInterval,
                lagBound,
                whenNoReader,
                whenNoMember,
                balance,
                zone,
                rampUp,
                drain,
                loads,
                catchUp,
                idleAfter);
    }
}
