package dev.aside.bench.redisread;

import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Cpus;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.kit.Loops;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.peers.RedisPeers;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** One subject, in a JVM of its own: each of its calls in turn. */
final class Reads {
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final Child CHILD = new Child(Reads.class, JVM);

    static final int ENTRIES = 10_000;

    private static final int SPANS = 3;
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** How long a call is made before the next has its turn, while the JVM gets warm. */
    private static final Duration PASS = Duration.ofMillis(300);

    /** The part of its time for which the compiler of a warm JVM is busy. */
    private static final double QUIET = 0.02;

    private static final long SHORTEST_MILLIS = 300;

    /** A read that was none, of so many: more, and what was measured is something else. */
    private static final int MISSES_IN = 1_000;

    private final Keys keys = Keys.zipf(ENTRIES);
    private final Source source = new Source();
    private final LongAdder read = new LongAdder();
    private final Client client;

    private Reads(Subject subject, RedisPeers server) {
        client = Clients.open(subject, server, keys, source);
    }

    /**
     * Prints time and bytes per key of each call of one subject.
     *
     * @param args the subject's name, where the server is, how many milliseconds the JVM may live, and by which processors it is
     *     measured
     */
    public static void main(String[] args) {
        Subject subject = Subject.valueOf(args[0]);
        Reads reads = new Reads(subject, RedisPeers.at(args[1]));
        long life = Long.parseLong(args[2]);
        long loads = reads.source.asked();
        reads.warm(subject, Duration.ofMillis(left(life * 2 / 3)));
        Cpus.bindThisProcess(args[3]);
        long each = left(life) / subject.calls().size();
        for (Call call : subject.calls()) {
            Sample sample = reads.measure(call, Math.max(SHORTEST_MILLIS, each));
            Child.print(call.nanos(), sample.nanos());
            Child.print(call.bytes(), sample.bytes());
        }
        reads.requireHits(subject, reads.source.asked() - loads);
        System.exit(0); // some clients leave threads behind that are no daemons
    }

    private static long left(long life) {
        return Math.max(1, life - ManagementFactory.getRuntimeMXBean().getUptime());
    }

    /** Makes each call in turn, until the compiler has next to nothing to do any more. */
    private void warm(Subject subject, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        for (double busy = 1; busy > QUIET && System.nanoTime() - end < 0; ) {
            long begun = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            for (Call call : subject.calls()) {
                Sample unused = Loops.run(call.threads(), thread -> step(call, thread), PASS, 1, Duration.ofMillis(1));
            }
            busy = (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - begun);
        }
    }

    private Sample measure(Call call, long millis) {
        Duration span = Duration.ofMillis(millis / 4);
        Duration warmup = span;
        return Loops.run(call.threads(), thread -> step(call, thread), warmup, SPANS, span);
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

    private void requireHits(Subject subject, long misses) {
        if (misses * MISSES_IN > read.sum()) {
            throw new IllegalStateException(
                    subject + " missed " + misses + " of " + read.sum() + " keys: this measures no hits");
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
