package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
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
     */

    private static final System.Logger LOGGER = System.getLogger(Node.class.getName());

    static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private final Link link;
    private final Queue queue;
    private final CacheRuntime runtime;
    private final ServerClock clock;
    private final Heart heart;
    private final List<RedisStore> stores = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Batch> parked = new ArrayList<>();
    private volatile @Nullable Wire wire;
    private volatile @Nullable Wire newest;
    private volatile boolean closed;
    private boolean isHopeful = true;
    private @Nullable ServerInfo last;
    private long epochs;
    private final AtomicInteger failures = new AtomicInteger();
    private int parkedCommands;

    Node(Link link, Queue queue, CacheRuntime runtime) {
        this.link = link;
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

    @Nullable
    Wire wire() {
        return wire;
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
                    greet(connection);
                }
            });
        }
    }

    private void greet(StatefulRedisConnection<byte[], byte[]> connection) {
        Wire fresh = new Wire(connection, queue, clock, runtime.ticker(), ++epochs);
        newest = fresh;
        clock.forget();
        connection.addListener(new Pushes(this));
        runtime.scheduler().schedule(() -> endUnlessUp(fresh), Link.CONNECT);
        Greeting.say(fresh, isWatched()).whenComplete((info, error) -> {
            if (info == null) {
                fresh.end();
                failed(error);
            } else {
                up(fresh, info);
                connection.addListener(new Ending(fresh));
                if (!connection.isOpen()) {
                    lost(fresh);
                }
            }
        });
    }

    private void endUnlessUp(Wire fresh) {
        if (wire != fresh && !closed) {
            fresh.end();
        }
    }

    private void up(Wire fresh, ServerInfo info) {
        ServerInfo before = last;
        last = info;
        if (before != null && info.isAnother(before)) {
            stores.forEach(RedisStore::tellOfAnother);
        }
        List<Batch> waiting;
        lock.lock();
        try {
            wire = fresh;
            isHopeful = true;
            waiting = unparked();
        } finally {
            lock.unlock();
        }
        waiting.forEach(batch -> batch.send(fresh));
        LOGGER.log(Level.DEBUG, () -> "redis " + link.place() + ": connected, version " + info.version());
        watch();
        if (closed) {
            fresh.end();
        }
    }

    private void failed(@Nullable Throwable error) {
        fail("no connection to redis");
        if (failures.getAndIncrement() == 0 && !closed) {
            String reason = reasonOf(error);
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

    /** Messages of the client library may show more of an address than they should; kinds of errors never do. */
    private static String reasonOf(@Nullable Throwable error) {
        String reason = "unknown";
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException && cause.getMessage() != null) {
                return cause.getMessage(); // one of our own
            } else if (cause instanceof RedisCommandExecutionException && cause.getMessage() != null) {
                return "redis answers " + Failures.code(cause.getMessage());
            } else if (!(cause instanceof CompletionException)) {
                reason = cause.getClass().getSimpleName();
            }
        }
        return reason;
    }

    private void connectLater() {
        if (!closed) {
            long longest = LONGEST_PAUSE.toMillis();
            long pause = Math.min(longest, SHORTEST_PAUSE.toMillis() << Math.min(failures.get(), 6));
            long jittered = pause / 2 + runtime.random().nextLong(pause / 2 + 1);
            runtime.scheduler().schedule(this::connect, Duration.ofMillis(jittered));
        }
    }

    private void lost(Wire gone) {
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

    /** The server answers, so what comes next is not another failure in a row. */
    void isWell() {
        failures.set(0);
    }

    /** All that the server held is gone, or may be. */
    void flushed() {
        stores.forEach(RedisStore::tellOfAnother);
        stores.forEach(store -> store.pushes().lost());
        heart.beat();
    }

    boolean isWatched() {
        return stores.stream().anyMatch(store -> store.pushes().isWatched());
    }

    /** Somebody may have begun to listen to a feed. */
    void watch() {
        Wire present = wire;
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
        Wire last = newest;
        if (last != null) {
            boolean unused = last.leave(); // the link ends it
        }
        link.close();
    }

    private final class Ending implements RedisConnectionStateListener {
        private final Wire mine;

        Ending(Wire mine) {
            this.mine = mine;
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            lost(mine);
        }
    }
}
