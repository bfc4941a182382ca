package dev.aside.cache.redis;

import dev.aside.cache.spi.Ticker;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One life of one connection to one server: an epoch. It is never made again: what was on its way when it ended is known to
 * have been written or not, and nothing is sent twice.
 */
final class Wire implements Command.Load {

    private static final long NONE = Long.MIN_VALUE;
    private static final AtomicIntegerFieldUpdater<Wire> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Wire.class, "ended");

    /** What is said by a replica, by one that has lost its master, and by one that takes over what another has. */
    private static final Set<String> ANOTHER_ROLE = Set.of("READONLY", "MASTERDOWN", "LOADING");

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Departures departures;
    private final Queue queue;
    private final ServerClock clock;
    private final Ticker ticker;
    private final long epoch;
    private @Nullable ServerInfo server;
    private volatile boolean tracking;
    private volatile boolean guarded;

    private volatile int ended;

    private volatile long probeSentNanos = NONE;

    Wire(
            StatefulRedisConnection<byte[], byte[]> connection,
            Queue queue,
            ServerClock clock,
            Ticker ticker,
            long epoch) {
        this.connection = connection;
        this.departures = new Departures(Outlet.of(connection));
        this.queue = queue;
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
        guarded = info.replication().isGuarded();
    }

    /** Returns whether the server remembers what is read by this connection, and says when it is changed. */
    boolean isTracking() {
        return tracking;
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

    /** Asks a question whose answer proves that the server is there and that all that it pushed before has arrived. */
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
                .thenApply(info -> stands(Replication.of(ServerInfo.fields(info))))
                .whenComplete((standing, error) -> endIf(error));
    }

    private Replication stands(Replication standing) {
        guarded = standing.isGuarded();
        return standing;
    }

    /** Returns whether the server refuses writes once too few replicas have heard of it lately. */
    boolean isGuarded() {
        return guarded;
    }

    /** Asks something that a server refuses which takes no writes, and returns whether it has not. */
    CompletableFuture<Boolean> vouch(byte[] command) {
        return ask(command).handle((nothing, error) -> error == null);
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
        queue.add(wave);
    }

    /** Sends commands in their order, in one flush with whatever others send meanwhile. They fail if the connection is gone. */
    void dispatch(List<? extends Command> wave) {
        departures.add(wave);
    }

    @Override
    public void done(Command command) {
        queue.remove(command);
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
        if (leave()) {
            connection.closeAsync();
        }
    }

    boolean isLeft() {
        return ended != 0;
    }

    /** Leaves it to somebody else to end it. Returns whether nobody has begun to. */
    boolean leave() {
        return ENDED.compareAndSet(this, 0, 1);
    }
}
