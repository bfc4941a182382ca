package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One server, reached by one connection at a time, which is made again whenever it is lost, whether or not anybody asks. */
final class Node implements AutoCloseable {

    /*
     * Who waits for a connection, and who does not
     * --------------------------------------------
     * While a connection is being made for the first time, or for the first time after one was lost, parts wait for it until
     * their deadline: the server is most likely there. Once an attempt has failed they fail at once, until there is a
     * connection again. Parts that wait have not been sent, so nothing is ever sent twice.
     *
     * What a new connection means
     * ---------------------------
     * The server may have been started anew, and have forgotten all; nobody can tell what has become of what was under way. So
     * every connection but the first is told to the stores as that to another server, before anything is sent by it: what this
     * process has changed lately is then said again. Where that does not suffice, see Absence.
     */

    private static final System.Logger LOGGER = System.getLogger(Node.class.getName());

    static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final int DOUBLINGS = 6;
    private static final String NO_CONNECTION = "there is no connection to memcached";

    private final Link link;
    private final Supplier<Queue> queues;
    private final CacheRuntime runtime;
    private final InstantSource clock;
    private final Consumer<Absence> onBack;
    private final AtomicLong epoch;
    private final Evicted evicted;
    private final Heart heart;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Wire.Part> parked = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    /** Why there is no connection: what of it has been said since there was one. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Wire wire;
    private volatile boolean closed;
    private volatile String why = NO_CONNECTION;
    private volatile boolean isHopeful = true;
    private volatile long heardNanos;
    private Queue waiting;
    private boolean wasConnected;
    private @Nullable Server server;

    /**
     * @param onBack told before anything is sent by another connection than the first
     * @param epoch of all nodes together
     */
    Node(
            Link link,
            Supplier<Queue> queues,
            CacheRuntime runtime,
            InstantSource clock,
            Consumer<Absence> onBack,
            AtomicLong epoch) {
        this.link = link;
        this.queues = queues;
        this.runtime = runtime;
        this.clock = clock;
        this.onBack = onBack;
        this.epoch = epoch;
        this.evicted = new Evicted(link::place, runtime.ticker());
        this.heart = new Heart(() -> wire, this::isWell, evicted::ask, runtime);
        this.waiting = queues.get();
    }

    String name() {
        return link.place().name();
    }

    /** Says where it is from now on, when it is connected to again. */
    void isAt(Place place) {
        link.isAt(place);
    }

    /** Begins to connect. Returns at once. */
    void open() {
        connect();
        heart.beat();
    }

    void send(Wire.Part part) {
        Wire present = usable();
        if (present == null) {
            park(part);
        } else if (present.admits(part.size())) {
            present.run(part);
        } else {
            part.giveUp("too many commands wait for memcached");
        }
    }

    /** Returns the connection, if there is one that is not about to end. */
    private @Nullable Wire usable() {
        Wire present = wire;
        return present == null || present.isLeft() ? null : present;
    }

    private void park(Wire.Part part) {
        Wire present;
        boolean waits = false;
        lock.lock();
        try {
            present = usable();
            if (present == null && isHopeful && !closed && waiting.admits(part.size())) {
                parked.add(part);
                for (int i = 0; i < part.size(); i++) {
                    waiting.add(0);
                }
                waits = true;
            }
        } finally {
            lock.unlock();
        }
        if (present != null) {
            send(part);
        } else if (!waits) {
            part.giveUp(why);
        }
    }

    private void connect() {
        if (!closed) {
            link.connect().whenComplete((met, error) -> {
                if (error == null) {
                    up(met);
                } else {
                    failed(error);
                }
            });
        }
    }

    private void up(Link.Met met) {
        isHopeful = true; // what is said again by those who are told waits, and is sent first
        if (wasConnected) {
            epoch.incrementAndGet();
            onBack.accept(absence(met.server()));
        }
        wasConnected = true;
        server = met.server();
        Wire fresh = new Wire(met.pipe(), queues.get(), runtime.ticker(), epoch, this::lost);
        List<Wire.Part> first;
        lock.lock();
        try {
            wire = fresh;
            first = unparked();
        } finally {
            lock.unlock();
        }
        LOGGER.log(Level.DEBUG, () -> "memcached " + link.place() + ": connected");
        first.forEach(fresh::run);
        fresh.watch();
        fresh.probe(this::isWell);
        evicted.ask(fresh);
        if (closed) {
            fresh.end();
        }
    }

    private Absence absence(@Nullable Server now) {
        Duration away = Duration.ofNanos(runtime.ticker().nanos() - heardNanos);
        long mark = Absence.mark(link.place().name(), now, clock.millis());
        return new Absence(heardNanos, away, server, now, mark);
    }

    private void failed(Throwable error) {
        String reason = Link.reason(error);
        if (!closed && said.add(reason)) {
            LOGGER.log(Level.WARNING, () -> "memcached " + link.place() + ": no connection, tried again: " + reason);
        }
        failures.incrementAndGet();
        fail(NO_CONNECTION + ": " + reason);
        connectLater();
    }

    /** Nobody waits any more for a connection that is not to be had just now. */
    private void fail(String reason) {
        List<Wire.Part> disappointed;
        lock.lock();
        try {
            isHopeful = false;
            why = reason;
            disappointed = unparked();
        } finally {
            lock.unlock();
        }
        disappointed.forEach(part -> part.giveUp(reason));
    }

    /** Returns who waits for a connection, and lets them go. Called under the lock. */
    private List<Wire.Part> unparked() {
        List<Wire.Part> all = List.copyOf(parked);
        parked.clear();
        waiting = queues.get();
        return all;
    }

    private void connectLater() {
        if (!closed) {
            long longest = LONGEST_PAUSE.toMillis();
            long pause = Math.min(longest, SHORTEST_PAUSE.toMillis() << Math.min(failures.get(), DOUBLINGS));
            long jittered = pause / 2 + runtime.random().nextLong(pause / 2 + 1);
            runtime.scheduler().schedule(this::connect, Duration.ofMillis(jittered));
        }
    }

    /** A connection has ended, or is about to. */
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
        heardNanos = gone.heardNanos();
        boolean isFirst = failures.getAndIncrement() == 0;
        if (!closed) {
            LOGGER.log(Level.INFO, () -> "memcached " + link.place() + ": the connection is lost, and made again");
        }
        if (isFirst) {
            connect();
        } else {
            fail(NO_CONNECTION);
            connectLater();
        }
    }

    /** The server answers, so what comes next is not another failure in a row. */
    private void isWell() {
        failures.set(0);
        said.clear();
    }

    /**
     * Returns for how long the server has evicted nothing that was touched within so long, or zero if that is not known: it is asked
     * from the first time on.
     */
    Duration sinceEviction(Duration young) {
        Wire present = usable();
        if (evicted.want(young) && present != null) {
            evicted.ask(present);
        }
        return evicted.since(present);
    }

    @Override
    public void close() {
        closed = true;
        heart.close();
        fail("the backend is closed");
        Wire present = wire;
        if (present != null) {
            present.end();
        }
    }
}
