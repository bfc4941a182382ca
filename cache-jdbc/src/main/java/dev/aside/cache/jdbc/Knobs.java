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
    private Balance balance = Balance.LEAST_LOADED;
    private Duration rampUp = Duration.ofSeconds(30);
    private Duration drain = Duration.ofSeconds(30);
    private Endpoint loads = Endpoint.writer();
    private @Nullable String zone;
    private @Nullable Duration idleAfter;

    abstract B self();

    /**
     * Says what it is called in messages and in the names of threads.
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
     * @param bytes of what the writer has written, more than zero; 1 MiB by default. Where a kind of database does not say, any
     *     reader is near enough
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
     * Says whom the loads of caches ask, unless they open a scope. What was loaded from anybody but the writer is stored only by caches
     * that do not say that they read replicas, and may then be as old as the reader was.
     *
     * @param endpoint the endpoint; {@link Endpoint#writer()} by default
     * @return this
     */
    public B loads(Endpoint endpoint) {
        this.loads = Objects.requireNonNull(endpoint, "endpoint");
        return self();
    }

    /**
     * Lets a database fall asleep that does so without connections: when nobody has borrowed one for this long, its nodes are not asked
     * any more, and connections end one after another. Who wants one then wakes it up, and all who come meanwhile wait for the same.
     * The {@linkplain #borrowTimeout borrow time-out} is to be as long as that takes.
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
                balance,
                zone,
                rampUp,
                drain,
                loads,
                idleAfter);
    }
}
