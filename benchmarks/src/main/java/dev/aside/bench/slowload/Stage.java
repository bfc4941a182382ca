package dev.aside.bench.slowload;

import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Figures;
import dev.aside.bench.slowload.Key.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One subject, in a JVM of its own: hits and other loads by one thread, in turn while nothing else goes on and while slow loads run, so
 * that what is compared are neighbours in time.
 */
final class Stage {
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final Child CHILD = new Child(Stage.class, JVM);

    private static final int HELD = 16_384;
    private static final int BOUND = 2 * HELD;
    private static final int STRIDE = 7_919;
    private static final long WARMUP_MILLIS = 700;

    /** Until what went on before no longer shows: maintenance put off, and a processor's caches full of something else. */
    private static final long SETTLING_MILLIS = 100;

    /** Half a slow load: who took longer has waited for one. */
    private static final long WAITED_NANOS = TimeUnit.MILLISECONDS.toNanos(Key.SLOW_MILLIS) / 2;

    private final AtomicInteger heldLoads = new AtomicInteger();
    private final Function<Key, Integer> cache;
    private final List<Key> held = IntStream.range(0, HELD)
            .mapToObj(number -> new Key(Kind.HELD, number))
            .toList();
    private final Map<String, List<Double>> shown = new TreeMap<>();
    private int at;
    private int others;

    private Stage(Subject subject) {
        cache = Loading.open(subject, BOUND, this::load);
    }

    private Integer load(Key key) {
        if (key.kind() == Kind.HELD) {
            heldLoads.incrementAndGet();
        }
        return key.load();
    }

    /**
     * Prints the figures of one subject, each a median over the turns.
     *
     * @param args the subject's name, how many turns, and how many milliseconds each of the four phases of a turn
     */
    public static void main(String[] args) {
        Stage stage = new Stage(Subject.valueOf(args[0]));
        int turns = Integer.parseInt(args[1]);
        long millis = Long.parseLong(args[2]);
        stage.turn(WARMUP_MILLIS);
        stage.shown.clear();
        for (int turn = 0; turn < turns; turn++) {
            stage.turn(millis);
        }
        stage.shown.forEach((figure, values) -> Child.print(figure, Figures.median(values)));
    }

    private void turn(long millis) {
        hold();
        compare(What.HIT, this::nextHeld, millis);
        compare(What.OTHER, this::nextOther, millis);
    }

    private void compare(What what, Supplier<Key> keys, long millis) {
        Histogram unused = timed(SETTLING_MILLIS, keys);
        Histogram idle = timed(millis, keys);
        Histogram busy = SlowLoads.during(() -> timed(millis, keys), cache);
        double idleTail = (double) idle.getValueAtPercentile(99.9);
        double busyTail = (double) busy.getValueAtPercentile(99.9);
        show(what.of(Figure.RATIO), busyTail / idleTail);
        show(what.of(Figure.IDLE), idleTail);
        show(what.of(Figure.BUSY), busyTail);
        show(what.of(Figure.MAX), (double) busy.getMaxValue());
        show(
                what.of(Figure.WAITED),
                100.0 * busy.getCountBetweenValues(WAITED_NANOS, Long.MAX_VALUE) / busy.getTotalCount());
    }

    private void show(String figure, double value) {
        shown.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
    }

    /** Fills in what the other loads have displaced, until everything is there. */
    private void hold() {
        for (int pass = 0; pass < 100; pass++) {
            int before = heldLoads.get();
            for (Key key : held) {
                Integer unused = cache.apply(key);
            }
            if (heldLoads.get() == before) {
                return;
            }
        }
        throw new IllegalStateException("The cache does not keep half of what it has room for");
    }

    private Histogram timed(long millis, Supplier<Key> keys) {
        Histogram nanos = new Histogram(3);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long after;
        do {
            Key key = keys.get();
            long before = System.nanoTime();
            Integer unused = cache.apply(key);
            after = System.nanoTime();
            nanos.recordValue(after - before);
        } while (after < end);
        return nanos;
    }

    private Key nextHeld() {
        at = (at + STRIDE) & (HELD - 1);
        return held.get(at);
    }

    private Key nextOther() {
        return new Key(Kind.OTHER, others++);
    }
}
