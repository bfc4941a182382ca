package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server, reached by one connection at a time, which is made again whenever it is lost, whether or not anybody asks.
 */
final class Node implements AutoCloseable {

    /*
     * Who waits for a connection, and who does not
     * --------------------------------------------
     * While a connection is being made for the first time, or for the first time after one was lost, steps wait for it until
     * their deadline: the server is most likely there. Once an attempt has failed they fail at once, until there is a
     * connection again. Steps that wait have not been sent, so nothing is ever sent twice.
     *
     * In which order things are told
     * ------------------------------
     * Lost: the feeds, before anything of a new connection. Made again: the stores, if it is another server; then the steps
     * that wait are sent, and everybody else's; then the feeds hear of a proof.
     *
     * How a connection is renewed
     * ---------------------------
     * Another is made while there is one, and takes its place at once. The old one is ended a second later, behind a last
     * question, so that who had just taken it can still send, and what was sent is answered. One that fails to be made
     * changes nothing.
     */

    private static final System.Logger LOGGER = System.getLogger(Node.class.getName());

    static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** How long a connection may still be used after another has taken its place. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** How often a feed is given a proof that nobody wants more often. */
    private static final Duration RARE = Duration.ofHours(1);

    private final Link link;
    private final Duty duty;
    private final Supplier<Duration> pace;
    private final Queue queue;
    private final CacheRuntime runtime;
    private final ServerClock clock;
    private final Heart heart;
    private final Lineage lineage = new Lineage();
    private final List<RedisStore> stores = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Batch> parked = new ArrayList<>();
    private Watcher watcher = (by, sentNanos, standing) -> {};
    private volatile @Nullable Wire wire;
    private volatile @Nullable Wire newest;
    private volatile boolean closed;
    private volatile boolean isHopeful = true;
    private @Nullable ServerInfo last;
    private final AtomicLong epochs = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();

    /** Why there is no connection: what of it has been said since there was one. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    private int parkedCommands;

    /** Is told where the server stands, again and again. */
    interface Watcher {
        /**
         * Tells where the server stands.
         *
         * @param by the connection
         * @param sentNanos when it was asked
         * @param standing what it has answered
         */
        void stands(Wire by, long sentNanos, Replication standing);
    }

    Node(Link link, Duty duty, Queue queue, Supplier<Duration> pace, CacheRuntime runtime) {
        this.link = link;
        this.duty = duty;
        this.pace = pace;
        this.queue = queue;
        this.runtime = runtime;
        this.clock = new ServerClock(runtime.ticker());
        this.heart = new Heart(this, runtime);
    }

    /** Begins to connect. Returns at once. */
    void open() {
        heart.beat();
        connect();
    }

    void attach(RedisStore store) {
        stores.add(store);
    }

    void forget(RedisStore store) {
        stores.remove(store);
    }

    List<RedisStore> stores() {
        return stores;
    }

    ServerClock clock() {
        return clock;
    }

    /** Returns where it leads, without secrets. */
    String place() {
        return link.place();
    }

    @Nullable
    Wire wire() {
        return wire;
    }

    /** Returns whether an attempt to reach the server has failed, and none has been made since that did not. */
    boolean isDown() {
        return !isHopeful;
    }

    void send(Batch batch) {
        Wire present = usable();
        if (present == null) {
            park(batch);
        } else if (queue.admits(batch.size())) {
            batch.send(present);
        } else {
            batch.failAll(Failures.notApplied("too many commands wait for redis: " + queue.size()));
        }
    }

    /** Returns the connection, if there is one that is not about to end. */
    private @Nullable Wire usable() {
        Wire present = wire;
        return present == null || present.isLeft() ? null : present;
    }

    private void park(Batch batch) {
        Wire present;
        boolean waits = false;
        lock.lock();
        try {
            present = usable();
            if (present == null && isHopeful && !closed && queue.admits(parkedCommands + batch.size())) {
                parked.add(batch);
                parkedCommands += batch.size();
                waits = true;
            }
        } finally {
            lock.unlock();
        }
        if (present != null) {
            send(batch);
        } else if (!waits) {
            batch.failAll(Failures.notApplied("there is no connection to redis"));
        }
    }

    private void connect() {
        if (!closed) {
            link.connect().whenComplete((connection, error) -> {
                if (connection == null) {
                    failed(error);
                } else {
                    greet(connection, this::failed);
                }
            });
        }
    }

    /** Makes a connection in place of the one there is, which is kept until then. */
    void renew() {
        if (usable() != null && !closed) {
            link.connect().thenAccept(connection -> greet(connection, error -> {}));
        }
    }

    private void greet(StatefulRedisConnection<byte[], byte[]> connection, Consumer<@Nullable Throwable> failing) {
        Wire fresh = wire(connection);
        newest = fresh;
        clock.forget();
        fresh.isProvenBy(echo(fresh));
        connection.addListener(new Pushes(this, fresh));
        runtime.scheduler().schedule(() -> endUnlessUp(fresh), Link.CONNECT);
        long asked = runtime.ticker().nanos();
        Greeting.say(fresh, duty, isWatched()).whenComplete((info, error) -> {
            if (info == null) {
                fresh.end();
                failing.accept(error);
            } else {
                up(fresh, info, asked);
                connection.addListener(new Ending(() -> lost(fresh)));
                if (!connection.isOpen()) {
                    lost(fresh);
                }
            }
        });
    }

    private Wire wire(StatefulRedisConnection<byte[], byte[]> connection) {
        return new Wire(connection, queue, clock, runtime.ticker(), epochs.incrementAndGet());
    }

    private Echo echo(Wire ear) {
        return new Echo(ear, place(), runtime.newStamp(), runtime.ticker(), this::another, new Hearing(ear));
    }

    /** Makes one more connection, which serves nobody's steps. */
    private CompletableFuture<Wire> another() {
        return link.connect().thenApply(connection -> {
            Wire more = wire(connection);
            connection.addListener(new Ending(more::end));
            return more;
        });
    }

    private final class Hearing implements Echo.Hearer {
        private final Wire mine;

        Hearing(Wire mine) {
            this.mine = mine;
        }

        @Override
        public void missed() {
            if (mine == wire) {
                stores.forEach(store -> store.pushes().lost());
            }
        }

        @Override
        public void heard(long sentNanos) {
            if (mine == wire) {
                stores.forEach(store -> store.pushes().proven(sentNanos));
            }
        }
    }

    /** Gives those a proof who listen to a feed, as often as one of them wants it, if the server gives one. */
    void prove(Wire by) {
        Duration every = RARE;
        Keys keys = null;
        for (RedisStore store : stores) {
            if (store.pushes().isWatched()) {
                every = store.pushes().proofEvery(every);
                keys = store.keys();
            }
        }
        if (keys != null) {
            by.prove(keys, every);
        }
    }

    private void endUnlessUp(Wire fresh) {
        if (wire != fresh && !closed) {
            fresh.end();
        }
    }

    private void up(Wire fresh, ServerInfo info, long askedNanos) {
        ServerInfo before = last;
        last = info;
        if (before != null && info.isAnother(before)) {
            tellOfAnother(before, info);
        }
        lineage.stands(askedNanos, info.replication());
        List<Batch> waiting;
        Wire old;
        lock.lock();
        try {
            old = wire;
            wire = fresh;
            isHopeful = true;
            waiting = unparked();
        } finally {
            lock.unlock();
        }
        waiting.forEach(batch -> batch.send(fresh));
        if (old != null) {
            retire(old);
        }
        LOGGER.log(Level.DEBUG, () -> "redis " + link.place() + ": connected, version " + info.version());
        watch();
        if (closed) {
            fresh.end();
        }
    }

    private void retire(Wire old) {
        runtime.scheduler().schedule(() -> old.probe().whenComplete((sent, error) -> old.end()), GRACE);
        runtime.scheduler().schedule(old::end, GRACE.plus(Heart.SILENCE));
    }

    private void tellOfAnother(ServerInfo before, ServerInfo info) {
        lineage.meets(before, info.replication());
        long now = runtime.ticker().nanos();
        stores.forEach(store -> store.tellOfAnother(lineage.comeback(now, before, info, store.memory())));
    }

    private void failed(@Nullable Throwable error) {
        fail("no connection to redis");
        failures.incrementAndGet();
        String reason = Reasons.of(error, link.isSecure());
        if (!closed && said.add(reason)) {
            LOGGER.log(Level.WARNING, () -> "redis " + link.place() + ": no connection, tried again: " + reason);
        }
        connectLater();
    }

    /** Nobody waits any more for a connection that is not to be had just now. */
    private void fail(String reason) {
        List<Batch> waiting;
        lock.lock();
        try {
            isHopeful = false;
            waiting = unparked();
        } finally {
            lock.unlock();
        }
        waiting.forEach(batch -> batch.failAll(Failures.notApplied(reason)));
    }

    /** Returns who waits for a connection, and lets them go. Called under the lock. */
    private List<Batch> unparked() {
        List<Batch> waiting = List.copyOf(parked);
        parked.clear();
        parkedCommands = 0;
        return waiting;
    }

    private void connectLater() {
        if (!closed) {
            long longest = LONGEST_PAUSE.toMillis();
            long pause = Math.min(longest, SHORTEST_PAUSE.toMillis() << Math.min(failures.get(), 6));
            long jittered = pause / 2 + runtime.random().nextLong(pause / 2 + 1);
            runtime.scheduler().schedule(this::connect, Duration.ofMillis(jittered));
        }
    }

    /** A connection has ended, or is about to. Told twice, it does nothing more. */
    void lost(Wire gone) {
        lock.lock();
        try {
            if (wire != gone) {
                return;
            }
            wire = null;
        } finally {
            lock.unlock();
        }
        boolean isFirst = failures.getAndIncrement() == 0;
        gone.end(); // the client library keeps it until it is told so
        stores.forEach(store -> store.pushes().lost());
        if (!closed) {
            LOGGER.log(Level.INFO, () -> "redis " + link.place() + ": the connection is lost, and made again");
        }
        if (isFirst) {
            connect();
        } else {
            fail("no connection to redis");
            connectLater();
        }
    }

    /** Returns how often the server is to be asked where it stands. */
    Supplier<Duration> pace() {
        return pace;
    }

    /** Has somebody told where the server stands. To be said before the node is opened. */
    void watchedBy(Watcher one) {
        watcher = one;
    }

    /** A master that is none any more, or has another history, may have lost what it had acknowledged: it is met anew. */
    void stands(Wire by, long sentNanos, Replication standing) {
        if (duty == Duty.WRITE && !standing.isStill(by.server().replication())) {
            by.end();
        } else {
            lineage.stands(sentNanos, standing);
            watcher.stands(by, sentNanos, standing);
        }
    }

    /** Returns the connection if it takes so many more commands, or null. */
    @Nullable
    Wire wireFor(int commands) {
        Wire present = usable();
        return present != null && queue.admits(commands) ? present : null;
    }

    /** The server answers, so what comes next is not another failure in a row. */
    void isWell() {
        failures.set(0);
        said.clear();
    }

    /** All that the server held is gone, or may be. */
    void flushed() {
        Comeback back = Comeback.young(runtime.ticker().nanos());
        stores.forEach(store -> store.tellOfAnother(back));
        stores.forEach(store -> store.pushes().lost());
        heart.beat();
    }

    boolean isWatched() {
        return stores.stream().anyMatch(store -> store.pushes().isWatched());
    }

    /** Somebody may have begun to listen to a feed. */
    void watch() {
        Wire present = wire;
        if (present != null) {
            present.wantProof();
        }
        if (present != null && !present.isTracking() && isWatched()) {
            present.track().thenAccept(this::tracks);
        } else {
            heart.beat();
        }
    }

    private void tracks(boolean doesSo) {
        if (!doesSo && !closed) {
            LOGGER.log(Level.WARNING, () -> "redis " + link.place() + ": does not track, so there is no near tier");
        }
        heart.beat();
    }

    @Override
    public void close() {
        closed = true;
        heart.close();
        fail("the backend is closed");
        Wire present = newest;
        if (present != null) {
            boolean unused = present.leave(); // the link ends it
        }
        link.close();
    }

    private record Ending(Runnable then) implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            then.run();
        }
    }
}
