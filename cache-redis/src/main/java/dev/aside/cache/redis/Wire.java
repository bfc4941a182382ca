package dev.aside.cache.redis;

import dev.aside.cache.spi.Ticker;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    private final StatefulRedisConnection<byte[], byte[]> connection;
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
        reserve(List.of(), List.of(plain));
        dispatch(List.of(), List.of(plain));
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
    void reserve(List<? extends Command> before, List<? extends Command> wave) {
        queue.add(before);
        queue.add(wave);
    }

    /** Sends commands in one flush. They fail at once if the connection is gone. */
    void dispatch(List<? extends Command> before, List<? extends Command> wave) {
        if (before.isEmpty() && wave.size() == 1) {
            connection.dispatch(wave.get(0));
        } else if (before.isEmpty()) {
            connection.dispatch(Collections.unmodifiableList(wave));
        } else {
            List<Command> all = new ArrayList<>(before);
            all.addAll(wave);
            connection.dispatch(all);
        }
    }

    @Override
    public void done(Command command) {
        queue.remove(command);
    }

    /** The server has refused a command. One that takes no writes any more is not the one to talk to. */
    void refused(String code) {
        if (code.equals("READONLY")) {
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
