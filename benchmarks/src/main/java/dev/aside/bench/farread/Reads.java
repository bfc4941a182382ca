package dev.aside.bench.farread;

import dev.aside.bench.kit.Cpus;
import dev.aside.bench.kit.Dialogue;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.kit.TurnTaker;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** One subject, in a JVM of its own: it makes the calls it is asked for, each in its turn. */
public final class Reads {
    /** The switches of its JVM. */
    public static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final int ENTRIES = 10_000;

    private static final System.Logger LOGGER = System.getLogger(Reads.class.getName());

    /** A read that was none, of so many: more, and what was measured is something else. */
    private static final int MISSES_IN = 1_000;

    private final Keys keys = Keys.zipf(ENTRIES);
    private final Source source = new Source();
    private final LongAdder read = new LongAdder();
    private final Client client;

    /** How a client is opened, and stores every key in its own way. It lives as long as its JVM: nobody closes it. */
    public interface Opening {
        /**
         * Opens it.
         *
         * @param keys which keys it stores
         * @param source has their values
         * @return its calls
         */
        Client open(Keys keys, Source source);
    }

    private Reads(Opening opening) {
        client = opening.open(keys, source);
    }

    /**
     * Gets warm, and then answers for as long as it is asked: with time and bytes per key. Ends the JVM, badly if reads were not hits.
     *
     * @param calls which calls there are
     * @param opening opens the client
     * @param millis how old the JVM may be when it is warm
     * @param processors by which processors it is measured; nothing if it is not bound
     */
    public static void serve(Set<Call> calls, Opening opening, long millis, String processors) {
        int code = 1;
        try {
            Reads reads = new Reads(opening);
            TurnTaker<Call> taker = new TurnTaker<>(Call.class, calls, reads::step);
            taker.warm(millis - ManagementFactory.getRuntimeMXBean().getUptime());
            Cpus.bindThisProcess(processors);
            reads.read.reset();
            long loads = reads.source.asked();
            Dialogue.serve(taker::turn);
            reads.requireHits(reads.source.asked() - loads);
            code = 0;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "the reads failed", e);
        } finally {
            System.exit(code); // some clients leave threads behind that are no daemons
        }
    }

    private IntSupplier step(Call call, int thread) {
        Order order = new Order(keys.drawn(), call.keys());
        int stride = keys.drawn().length / call.threads();
        order.at = stride * thread;
        return () -> {
            order.next();
            if (client.found(call, order) == 0) {
                throw new IllegalStateException("A miss in a run of hits");
            }
            read.add(call.keys());
            return call.keys();
        };
    }

    private void requireHits(long misses) {
        if (misses * MISSES_IN > read.sum()) {
            throw new IllegalStateException(misses + " of " + read.sum() + " keys were missed: this measures no hits");
        }
    }

    /** The next keys of the order, without a copy. */
    private static final class Order extends AbstractList<String> {
        private final String[] drawn;
        private final int size;
        private int at;

        Order(String[] drawn, int size) {
            this.drawn = drawn;
            this.size = size;
        }

        void next() {
            at = (at + size) & (drawn.length - 1);
        }

        @Override
        public String get(int index) {
            return drawn[(at + index) & (drawn.length - 1)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
