package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.ReaderProof;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The servers that follow the writer, and what is known of how far each of them has come. One is asked only by the very
 * connection by which it has proved it.
 */
final class Readers implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Readers.class.getName());

    /** How often the servers are asked within the bound of a cache: the answer to the last question must not be too old. */
    private static final int QUESTIONS = 8;

    private static final Duration SHORTEST_PACE = Duration.ofMillis(10);

    private final CacheRuntime runtime;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final List<Recycling> recycled = new ArrayList<>();
    private final Map<Object, Duration> bounds = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    Readers(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Adds a name, which may be one of several servers: its connection is made anew from time to time.
     *
     * @return who is to be told where the server stands
     */
    Heart.Watcher add(Node node) {
        recycled.add(new Recycling(node::renew, runtime));
        return add(new Reader(node, true));
    }

    /**
     * Adds a server of a list, which is asked while it follows the writer.
     *
     * @return who is to be told where the server stands
     */
    Heart.Watcher addListed(Node node) {
        return add(new Reader(node, false));
    }

    private Reader add(Reader reader) {
        readers.add(reader);
        return reader;
    }

    void open() {
        readers.forEach(reader -> reader.node.open());
        recycled.forEach(Recycling::begin);
    }

    /** A cache may be answered by servers that are behind by so much: they are asked as often as that takes from now on. */
    void allow(Object cache, Duration bound) {
        bounds.put(cache, bound);
        readers.forEach(reader -> reader.node.watch());
    }

    void forget(Object cache) {
        bounds.remove(cache);
    }

    /** Returns how often servers are to be asked how far they are. */
    Duration pace() {
        Duration shortest = Timing.LONGEST_BEAT;
        for (Duration bound : bounds.values()) {
            Duration part = bound.dividedBy(QUESTIONS);
            shortest = part.compareTo(shortest) < 0 ? part : shortest;
        }
        return shortest.compareTo(SHORTEST_PACE) < 0 ? SHORTEST_PACE : shortest;
    }

    /** The writer has said how far it is. */
    void sampled(long sentNanos, Replication writer) {
        for (Reader reader : readers) {
            reader.proof.sampled(sentNanos, writer.history(), writer.offset());
        }
    }

    /** Returns a connection to a server that is not behind by more than that and takes so many commands, or null. */
    @Nullable
    Wire choose(Duration bound, int commands) {
        int count = readers.size();
        int first = Math.floorMod(turn.getAndIncrement(), count);
        for (int i = 0; i < count; i++) {
            Wire wire = readers.get((first + i) % count).wire(runtime.ticker().nanos(), bound, commands);
            if (wire != null) {
                return wire;
            }
        }
        return null;
    }

    @Override
    public void close() {
        recycled.forEach(Recycling::close);
        readers.forEach(reader -> reader.node.close());
    }

    private static final class Reader implements Heart.Watcher {
        private final Node node;
        private final boolean evenMaster;
        private final ReaderProof proof = new ReaderProof();
        private volatile @Nullable Wire proven;
        private volatile boolean told;

        Reader(Node node, boolean evenMaster) {
            this.node = node;
            this.evenMaster = evenMaster;
        }

        @Override
        public void stands(Wire by, long sentNanos, Replication standing) {
            if (by != proven) {
                proof.forget(); // behind the same name may be another server
                proven = by;
            }
            tellIfNotComparable(standing);
            if (!standing.isLinked() || (standing.isMaster() && !evenMaster)) {
                proof.forget(); // without its master it may refuse to answer
            } else {
                proof.reached(standing.history(), standing.offset());
            }
        }

        private void tellIfNotComparable(Replication standing) {
            if (standing.isLinked() && !standing.isComparable() && !told) {
                told = true;
                LOGGER.log(
                        Level.WARNING,
                        () -> "redis " + node.place()
                                + ": does not say how far it has come, so nothing is proven and it is not asked");
            }
        }

        @Nullable
        Wire wire(long nowNanos, Duration bound, int commands) {
            Wire known = proven;
            boolean mine = known != null && known == node.wireFor(commands);
            return mine && proof.isProven(nowNanos, bound) ? known : null;
        }
    }
}
