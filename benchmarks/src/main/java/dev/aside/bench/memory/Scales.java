package dev.aside.bench.memory;

import dev.aside.bench.kit.Child;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Weighs one subject, in a JVM of its own: the heap with the full cache less the heap without it. */
final class Scales {
    /** A collector that leaves no dead object where it was when it is told to collect, and a heap so small that references are compressed. */
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx3g", "-XX:+UseParallelGC");

    static final Child CHILD = new Child(Scales.class, JVM);

    /** What the child prints. */
    static final String BYTES = "bytes";

    private static final int FIRST = 10_000;

    private Scales() {}

    /**
     * Prints the bytes per entry of a second cache: a first and small one has loaded the classes and made what is made once.
     *
     * @param args the subject's name, and how many entries to fill in
     */
    public static void main(String[] args) {
        Subject subject = Subject.valueOf(args[0]);
        Pairs pairs = Pairs.of(Integer.parseInt(args[1]));
        double unused = bytesPerEntry(subject, Pairs.of(FIRST));
        Child.print(BYTES, bytesPerEntry(subject, pairs));
    }

    static double bytesPerEntry(Subject subject, Pairs pairs) {
        long empty = settledHeap();
        Filled filled = Filled.with(pairs, subject);
        long full = settledHeap();
        requireAll(subject, pairs, filled);
        filled.close().run();
        return (double) (full - empty) / pairs.size();
    }

    /**
     * What the collection has left alive, once nobody has maintenance left to do. What is used now would be more: threads take room for
     * themselves in pieces of megabytes.
     */
    private static long settledHeap() {
        if (!ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The common pool has not come to rest within a minute");
        }
        System.gc(); // finds what is to be cleaned up
        System.gc(); // takes what was cleaned up
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Who has dropped entries would seem light. Comes after weighing, since a look may leave traces. */
    private static void requireAll(Subject subject, Pairs pairs, Filled filled) {
        int lost = 0;
        for (Long key : pairs.keys()) {
            lost += filled.find().apply(key) == null ? 1 : 0;
        }
        if (lost > 0) {
            throw new IllegalStateException(
                    subject + " lost " + lost + " of " + pairs.size() + " entries: this weighs something else");
        }
    }
}
