package dev.aside.cache.redis;

import dev.aside.cache.spi.Ticker;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of one connection to one server: an epoch. It is never made again: what was on its way when it ended is known to
 * have been written or not, and nothing is sent twice.
 */
final class Wire implements Command.Connection, Deadlines.Reader {

    private static final long NONE = Long.MIN_VALUE;
    private static final AtomicIntegerFieldUpdater<Wire> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Wire.class, "ended");

    /** What is said by a replica, by one that has lost its master, and by one that takes over what another has. */
    private static final Set<String> ANOTHER_ROLE = Set.of("READONLY", "MASTERDOWN", "LOADING");

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Outlet outlet;
    private final Departures departures;
    private final Unanswered unanswered;
    private final ServerClock clock;
    private final Ticker ticker;
    private final long epoch;
    private @Nullable ServerInfo server;
    private Proof proof = Proof.NONE;
    private volatile boolean tracking;

    private volatile int ended;

    private volatile long probeSentNanos = NONE;

    /** What proves that changes are told to a connection. */
    interface Proof {
        /** There is none. */
        Proof NONE = new Proof() {};

        /**
         * Has it proven, unless that is under way, or the last proof is young enough. Returns at once.
         *
         * @param keys by whose names a key is called, the first time
         * @param every how long after the last proof another is due
         */
        default void call(Keys keys, Duration every) {}

        /** Has the next one made however young the last is: somebody has heard none yet. */
        default void want() {}

        /** Looks at what has been pushed; returns whether it is a proof, and no slot. */
        default boolean hears(byte[] pushed) {
            return false;
        }

        /**
         * Makes no more of them.
         *
         * @param ending how a connection is ended that was made for them
         */
        default void end(Consumer<Wire> ending) {}
    }

    Wire(
            StatefulRedisConnection<byte[], byte[]> connection,
            Unanswered unanswered,
            ServerClock clock,
            Ticker ticker,
            long epoch) {
        this.connection = connection;
        this.outlet = Outlet.of(connection);
        this.departures = new Departures(outlet);
        this.unanswered = unanswered;
        this.clock = clock;
        this.ticker = ticker;
        this.epoch = epoch;
    }

    long epoch() {
        return epoch;
    }

    /** Returns the server's time. */
    long millis() {
        return clock.millis();
    }

    ServerInfo server() {
        ServerInfo known = server;
        if (known == null) {
            throw new IllegalStateException("the server has not said yet who it is");
        }
        return known;
    }

    /** Notes which server this is, before anything else is sent by it. */
    void isTo(ServerInfo info) {
        server = info;
    }

    /** Returns whether the server remembers what is read by this connection, and says when it is changed. */
    boolean isTracking() {
        return tracking;
    }

    /** Notes by what it is proven that changes are told, before anything is read. */
    void isProvenBy(Proof one) {
        proof = one;
    }

    /** Has it proven that changes are told, if they are to be, and if that has not been proven for so long. */
    void prove(Keys keys, Duration every) {
        if (tracking) {
            proof.call(keys, every);
        }
    }

    /** Has the next proof made at the next opportunity. */
    void wantProof() {
        proof.want();
    }

    /** Returns whether what has been pushed is a proof, and no slot. */
    boolean hears(byte[] name) {
        return proof.hears(name);
    }

    /** Asks the server to say what is changed of all that is read from then on. Where it does not, there is no proof either. */
    CompletableFuture<Boolean> track() {
        return ask(Plain.TRACK).handle((ok, error) -> {
            tracking = error == null;
            return error == null;
        });
    }

    CompletableFuture<String> ask(byte[] command) {
        Plain plain = new Plain(this, command);
        List<Plain> alone = List.of(plain);
        reserve(alone);
        dispatch(alone);
        return plain.answer();
    }

    /** Asks a question whose answer proves that the server is there, and tells its time. */
    CompletableFuture<Long> probe() {
        long sent = ticker.nanos();
        probeSentNanos = sent;
        return ask(Plain.TIME)
                .thenApply(time -> {
                    probeSentNanos = NONE;
                    clock.told(micros(time), sent, ticker.nanos());
                    return sent;
                })
                .whenComplete((proven, error) -> endIf(error));
    }

    /** Asks the server where it stands now. */
    CompletableFuture<Replication> standing() {
        return ask(Plain.INFO_REPLICATION)
                .thenApply(info -> Replication.of(ServerInfo.fields(info)))
                .whenComplete((standing, error) -> endIf(error));
    }

    /** A question that was refused, or the answer to something else. */
    private void endIf(@Nullable Throwable error) {
        if (error != null) {
            broken();
        }
    }

    private static long micros(String time) {
        String[] parts = time.split("\n", -1);
        return Long.parseLong(parts[0]) * 1_000_000 + Long.parseLong(parts[1]);
    }

    /** Returns for how long a probe has not been answered, or a negative number if none is under way. */
    long silentNanos() {
        long sent = probeSentNanos;
        return sent == NONE ? -1 : ticker.nanos() - sent;
    }

    /** Counts commands in, each of which is then sent or given up. */
    void reserve(List<? extends Command> wave) {
        unanswered.add(wave);
    }

    /** Does something on the connection's thread, unless the connection is gone. */
    @Override
    public void execute(Runnable task) {
        outlet.execute(task, () -> {});
    }

    @Override
    public void schedule(Runnable task, Duration pause) {
        outlet.schedule(task, pause);
    }

    /** Sends commands in their order, in one flush with whatever others send meanwhile. They fail if the connection is gone. */
    void dispatch(List<? extends Command> wave) {
        departures.add(wave);
    }

    @Override
    public void done(Command command) {
        unanswered.remove(command);
    }

    /** The server has refused a command. One that is not, or not yet, what it was is met anew, by its name. */
    void refused(String code) {
        if (ANOTHER_ROLE.contains(code)) {
            end();
        }
    }

    @Override
    public void broken() {
        end();
    }

    /** Ends the connection; whoever is told of its end is told. */
    void end() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            proof.end(Wire::end);
            connection.closeAsync();
        }
    }

    /** Leaves it to somebody else to end it. */
    void leave() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            proof.end(Wire::leave);
        }
    }

    /** Returns whether it has ended, or is about to. */
    boolean isLeft() {
        return ended != 0;
    }

    /** Has what the server pushes told, on the connection's thread. */
    void onPush(PushListener listener) {
        connection.addListener(listener);
    }

    /** Has something done when the connection is gone, or now if it is. That may be twice. */
    void onGone(Runnable then) {
        connection.addListener(new Gone(then));
        if (!connection.isOpen()) {
            then.run();
        }
    }

    private record Gone(Runnable then) implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            then.run();
        }
    }
}
