package dev.aside.cache.memcached;

import dev.aside.cache.spi.Ticker;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.ops.StoreType;
import org.jspecify.annotations.Nullable;

/**
 * One life of one connection to one node. It is never made again: what was on its way when it ended is given up, and
 * nothing is sent twice.
 */
final class Wire implements Evicted.Asked {

    /** What one call asks of one connection: many reads, or the steps on one slot. */
    interface Part extends Pending.Part {

        /** Returns about how many commands it takes. */
        int size();

        /** Begins, unless it has ended. Returns at once. */
        void start(Wire by);
    }

    private static final long NONE = Long.MIN_VALUE;

    private final Pipe pipe;
    private final OperationFactory commands;
    private final Departures departures;
    private final Queue queue;
    private final Ticker ticker;
    private final AtomicLong epoch;
    private final long epochAtFirst;
    private final Consumer<Wire> onEnd;
    private final Set<Part> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long probeSentNanos = NONE;
    private volatile long answersSeen;
    private volatile long answersSeenNanos;
    private volatile long heardNanos;

    /**
     * @param epoch of all nodes together; it has moved for this connection
     * @param onEnd told when it ends, before what was under way is given up
     */
    Wire(Pipe pipe, Queue queue, Ticker ticker, AtomicLong epoch, Consumer<Wire> onEnd) {
        this.pipe = pipe;
        this.commands = pipe.means().getOperationFactory();
        this.departures = new Departures(pipe);
        this.queue = queue;
        this.ticker = ticker;
        this.epoch = epoch;
        this.epochAtFirst = epoch.get();
        this.onEnd = onEnd;
        this.heardNanos = ticker.nanos();
        this.answersSeenNanos = heardNanos;
    }

    /** Begins to notice that the connection ends, which it may have already. */
    void watch() {
        pipe.signals().gone().thenRun(this::end);
    }

    /**
     * Returns in which life of the store it answers. The number is the same for all nodes: who sees another one takes it for
     * another store, and would in every answer that is of another node.
     */
    long epoch() {
        long now = epoch.get();
        return isLeft() ? epochAtFirst : now; // what is late must not count as said by the connection that follows
    }

    boolean admits(int more) {
        return queue.admits(more);
    }

    boolean isLeft() {
        return ended.get();
    }

    /** Has a part ask by this connection, until it says that it is over. */
    void run(Part part) {
        running.add(part);
        if (!isLeft()) {
            part.start(this);
        }
        if (isLeft()) { // perhaps before it knew of the part
            part.giveUp("the connection is lost");
        }
    }

    void over(Part part) {
        running.remove(part);
    }

    /** Reads, with all others who read before it is this one's turn. */
    void get(Collection<String> names, BiConsumer<Fate, Map<String, Item>> then) {
        departures.add(new Look(queue, names, then));
    }

    void gets(String name, BiConsumer<Fate, Map<String, Item>> then) {
        Calls.Gets call = new Calls.Gets(queue, name, then);
        pipe.send(name, commands.gets(name, call), call);
    }

    void add(String name, int seconds, byte[] bytes, Consumer<Fate> then) {
        store(StoreType.add, name, seconds, bytes, then);
    }

    void set(String name, int seconds, byte[] bytes, Consumer<Fate> then) {
        store(StoreType.set, name, seconds, bytes, then);
    }

    private void store(StoreType how, String name, int seconds, byte[] bytes, Consumer<Fate> then) {
        Calls.Ask call = new Calls.Ask(queue, bytes.length, then);
        pipe.send(name, commands.store(how, name, BytesTranscoder.FLAGS, seconds, bytes, call), call);
    }

    void cas(String name, long cas, int seconds, byte[] bytes, Consumer<Fate> then) {
        Calls.Ask call = new Calls.Ask(queue, bytes.length, then);
        pipe.send(name, commands.cas(StoreType.set, name, cas, BytesTranscoder.FLAGS, seconds, bytes, call), call);
    }

    /** Asks a question whose answer proves that the server is there. */
    void probe(Runnable isThere) {
        probeSentNanos = ticker.nanos();
        Calls.Ask call = new Calls.Ask(queue, 0, fate -> {
            probeSentNanos = NONE;
            if (fate == Fate.DONE) {
                heardNanos = ticker.nanos();
                isThere.run();
            } else {
                end();
            }
        });
        pipe.send("version", commands.version(call), call);
    }

    @Override
    public void stats(@Nullable String what, Consumer<Map<String, String>> then) {
        Calls.Stats call = new Calls.Stats((fate, said) -> {
            if (fate != Fate.NOT_SENT) {
                then.accept(said);
            }
        });
        pipe.sendOptional("stats", commands.stats(what, call), call);
    }

    /**
     * Returns for how long a probe has not been answered, nor anything else: a probe waits behind much else. Negative if none is
     * under way. Called by one thread at a time.
     */
    long silentNanos() {
        long now = ticker.nanos();
        long answers = queue.answers();
        if (answers != answersSeen) {
            answersSeen = answers;
            answersSeenNanos = now;
        }
        long sent = probeSentNanos;
        return sent == NONE ? -1 : Math.min(now - sent, now - answersSeenNanos);
    }

    /** Returns when the server last answered a probe by it. */
    long heardNanos() {
        return heardNanos;
    }

    /** Ends the connection, and all that is under way on it. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.accept(this);
            pipe.end();
            List.copyOf(running).forEach(part -> part.giveUp("the connection is lost"));
        }
    }
}
