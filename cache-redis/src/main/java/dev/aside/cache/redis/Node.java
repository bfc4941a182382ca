package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server, reached by one connection at a time, which is made again whenever it is lost, whether or not anybody asks.
 */
final class Node implements Heart.Owner, AutoCloseable {

    /*
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

    private final Link link;
    private final Duty duty;
    private final Unanswered unanswered;
    private final CacheRuntime runtime;
    private final ServerClock clock;
    private final Stores stores = new Stores();
    private final Gate gate;
    private final Attempts attempts;
    private final Heart heart;
    private final Lineage lineage = new Lineage();
    private final Evicted evicted;
    private final AtomicLong epochs = new AtomicLong();
    private Heart.Watcher watcher = (by, sentNanos, standing) -> {};
    private volatile @Nullable Wire newest;
    private volatile boolean closed;
    private @Nullable ServerInfo last;

    /** @param pace how often the server is to be asked where it stands */
    Node(Link link, Duty duty, Unanswered unanswered, Supplier<Duration> pace, CacheRuntime runtime) {
        this.link = link;
        this.duty = duty;
        this.unanswered = unanswered;
        this.runtime = runtime;
        this.clock = new ServerClock(runtime.ticker());
        this.gate = new Gate(unanswered);
        this.attempts = new Attempts(runtime.random());
        this.evicted = new Evicted(link::place, runtime);
        this.heart = new Heart(this, stores, pace, runtime);
    }

    /** Begins to connect. Returns at once. */
    void open() {
        heart.beat();
        connect();
    }

    /** Has somebody told where the server stands. To be said before the node is opened. */
    void watchedBy(Heart.Watcher one) {
        watcher = one;
    }

    /** Returns the caches that are told what happens to the server. */
    Stores stores() {
        return stores;
    }

    ServerClock clock() {
        return clock;
    }

    /** Returns where it leads, without secrets. */
    String place() {
        return link.place();
    }

    @Override
    public @Nullable Wire wire() {
        return gate.wire();
    }

    /** Returns the connection if it takes so many more commands, or null. */
    @Nullable
    Wire wireFor(int commands) {
        return gate.wireFor(commands);
    }

    /** Returns whether an attempt to reach the server has failed, and none has been made since that did not. */
    boolean isDown() {
        return gate.isDown();
    }

    void send(Gate.Passenger batch) {
        gate.send(batch);
    }

    private void connect() {
        if (!closed) {
            make().whenComplete((fresh, error) -> {
                if (fresh == null) {
                    failed(error);
                } else {
                    greet(fresh, this::failed);
                }
            });
        }
    }

    /** Makes a connection in place of the one there is, which is kept until then. */
    void renew() {
        if (gate.usable() != null && !closed) {
            make().thenAccept(fresh -> greet(fresh, error -> {}));
        }
    }

    /** Makes a connection, on which nothing has been said. */
    private CompletableFuture<Wire> make() {
        return link.connect()
                .thenApply(connection ->
                        new Wire(connection, unanswered, clock, runtime.ticker(), epochs.incrementAndGet()));
    }

    private void greet(Wire fresh, Consumer<@Nullable Throwable> failing) {
        newest = fresh;
        clock.forget();
        fresh.isProvenBy(echo(fresh));
        fresh.onPush(new Pushes(name -> pushed(fresh, name), this::flushed));
        runtime.scheduler().schedule(() -> endUnlessUp(fresh), Timing.CONNECT);
        long asked = runtime.ticker().nanos();
        Greeting.say(fresh, duty, stores.isWatched()).whenComplete((info, error) -> {
            if (info == null) {
                fresh.end();
                failing.accept(error);
            } else {
                up(fresh, info, asked);
                fresh.onGone(() -> lost(fresh));
            }
        });
    }

    private Echo echo(Wire ear) {
        return new Echo(ear, place(), runtime.newStamp(), runtime.ticker(), this::voice, new Hearing(ear));
    }

    /** Makes a connection that serves nobody's steps. */
    private CompletableFuture<Wire> voice() {
        return make().thenApply(voice -> {
            voice.onGone(voice::end);
            return voice;
        });
    }

    private final class Hearing implements Echo.Hearer {
        private final Wire mine;

        Hearing(Wire mine) {
            this.mine = mine;
        }

        @Override
        public void missed() {
            if (mine == wire()) {
                stores.lost();
            }
        }

        @Override
        public void heard(long sentNanos) {
            if (mine == wire()) {
                stores.proven(sentNanos);
            }
        }
    }

    private void pushed(Wire by, byte[] name) {
        if (!by.hears(name)) {
            stores.changed(name);
        }
    }

    private void endUnlessUp(Wire fresh) {
        if (wire() != fresh && !closed) {
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
        evicted.ask(fresh);
        Wire old = gate.open(fresh);
        if (old != null) {
            retire(old);
        }
        LOGGER.log(Level.DEBUG, () -> "redis " + place() + ": connected, version " + info.version());
        watch();
        if (closed) {
            fresh.end();
        }
    }

    private void retire(Wire old) {
        runtime.scheduler().schedule(() -> old.probe().whenComplete((sent, error) -> old.end()), Timing.GRACE);
        runtime.scheduler().schedule(old::end, Timing.GRACE.plus(Timing.SILENCE));
    }

    private void tellOfAnother(ServerInfo before, ServerInfo info) {
        lineage.meets(before, info.replication());
        long now = runtime.ticker().nanos();
        stores.tellOfAnother(memory -> lineage.comeback(now, before, info, memory));
    }

    private void failed(@Nullable Throwable error) {
        gate.fail("no connection to redis");
        boolean unused = attempts.failed();
        String reason = Reasons.of(error, link.isSecure());
        if (!closed && attempts.isNews(reason)) {
            LOGGER.log(Level.WARNING, () -> "redis " + place() + ": no connection, tried again: " + reason);
        }
        connectLater();
    }

    private void connectLater() {
        if (!closed) {
            runtime.scheduler().schedule(this::connect, attempts.pause());
        }
    }

    /** {@inheritDoc} Told twice, it does nothing more. */
    @Override
    public void lost(Wire gone) {
        if (!gate.lose(gone)) {
            return;
        }
        boolean isFirst = attempts.failed();
        gone.end(); // the client library keeps it until it is told so
        stores.lost();
        if (!closed) {
            LOGGER.log(Level.INFO, () -> "redis " + place() + ": the connection is lost, and made again");
        }
        if (isFirst) {
            connect();
        } else {
            gate.fail("no connection to redis");
            connectLater();
        }
    }

    @Override
    public void isWell() {
        attempts.isWell();
    }

    @Override
    public void beats(Wire wire) {
        evicted.ask(wire);
    }

    /** Returns for how long the server has evicted nothing, or zero if that is not known: it is asked from the first time on. */
    Duration sinceEviction() {
        Wire present = wire();
        if (evicted.want() && present != null) {
            evicted.ask(present);
        }
        return evicted.since(present == null ? null : present.server().runId());
    }

    /** A master that is none any more, or has another history, may have lost what it had acknowledged: it is met anew. */
    @Override
    public void stands(Wire by, long sentNanos, Replication standing) {
        if (duty == Duty.WRITE && !standing.isStill(by.server().replication())) {
            by.end();
        } else {
            lineage.stands(sentNanos, standing);
            watcher.stands(by, sentNanos, standing);
        }
    }

    /** All that the server held is gone, or may be. */
    private void flushed() {
        Comeback back = Comeback.young(runtime.ticker().nanos());
        stores.tellOfAnother(memory -> back);
        stores.lost();
        heart.beat();
    }

    /** Somebody may have begun to listen to a feed. */
    void watch() {
        Wire present = wire();
        if (present != null) {
            present.wantProof();
        }
        if (present != null && !present.isTracking() && stores.isWatched()) {
            present.track().thenAccept(this::tracks);
        } else {
            heart.beat();
        }
    }

    private void tracks(boolean doesSo) {
        if (!doesSo && !closed) {
            LOGGER.log(Level.WARNING, () -> "redis " + place() + ": does not track, so there is no near tier");
        }
        heart.beat();
    }

    @Override
    public void close() {
        closed = true;
        heart.close();
        gate.close();
        Wire present = newest;
        if (present != null) {
            present.leave(); // the link ends it
        }
        link.close();
    }
}
