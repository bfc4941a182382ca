package dev.aside.bench.farread;

import dev.aside.bench.kit.Cpus;
import dev.aside.bench.kit.Dialogue;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.kit.Loops;
import dev.aside.bench.kit.Sample;
import java.lang.System.Logger.Level;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** One subject, in a JVM of its own: it makes the calls it is asked for, each in its turn. */
public final class Reads {
    /** The switches of its JVM. */
    public static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final int ENTRIES = 10_000;

    private static final System.Logger LOGGER = System.getLogger(Reads.class.getName());
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** How long a call is made before the next has its turn, while the JVM gets warm. */
    private static final Duration PASS = Duration.ofMillis(300);

    /** The part of its time for which the compiler of a warm JVM is busy. */
    private static final double QUIET = 0.02;

    /** One part in so many of a turn is not measured: threads start, and the server was another's. */
    private static final int UNMEASURED = 5;

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
            reads.warm(calls, millis - ManagementFactory.getRuntimeMXBean().getUptime());
            Cpus.bindThisProcess(processors);
            reads.read.reset();
            long loads = reads.source.asked();
            Dialogue.serve(reads::turn);
            reads.requireHits(reads.source.asked() - loads);
            code = 0;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "the reads failed", e);
        } finally {
            System.exit(code); // some clients leave threads behind that are no daemons
        }
    }

    /** What a turn is asked for by. */
    static String question(Call call, long millis) {
        return call.name() + " " + millis;
    }

    private Map<String, Double> turn(String question) {
        String[] words = question.split(" ", 2);
        Call call = Call.valueOf(words[0]);
        Duration whole = Duration.ofMillis(Long.parseLong(words[1]));
        Duration start = whole.dividedBy(UNMEASURED);
        Sample sample = Loops.run(call.threads(), thread -> step(call, thread), start, 1, whole.minus(start));
        return Map.of(call.nanos(), sample.nanos(), call.bytes(), sample.bytes());
    }

    /** Makes each call in turn, until the compiler has next to nothing to do any more. */
    private void warm(Set<Call> calls, long longestMillis) {
        long end = System.nanoTime() + Duration.ofMillis(longestMillis).toNanos();
        for (double busy = 1; busy > QUIET && System.nanoTime() - end < 0; ) {
            long begun = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            for (Call call : calls) {
                Sample unused = Loops.run(call.threads(), thread -> step(call, thread), PASS, 1, Duration.ofMillis(1));
            }
            busy = (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - begun);
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
