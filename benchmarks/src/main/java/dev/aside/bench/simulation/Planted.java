package dev.aside.bench.simulation;

import dev.aside.simulation.control.Control;
import dev.aside.simulation.oracle.Violation;
import dev.aside.simulation.search.Hunt;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for every planted bug, a few seeds of each in turn, so that one that is hard to find does not keep the others waiting. */
final class Planted {
    /** What a planted bug may cost at most. */
    private static final long MOST_SEEDS = 10_000;

    private static final long A_TURN = 200;

    /** How one bug is being looked for. */
    static final class Quarry {
        final Control control;
        long seeds;

        @Nullable
        Violation violation;

        Quarry(Control control) {
            this.control = control;
        }
    }

    private final long endNanos;
    private final AtomicLong seeds = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();
    private final List<Quarry> all = new ArrayList<>();
    private final Queue<Quarry> waiting = new ConcurrentLinkedQueue<>();

    private Planted(long nanos) {
        this.endNanos = System.nanoTime() + nanos;
        Control.all().forEach(control -> all.add(new Quarry(control)));
        waiting.addAll(all);
    }

    static Planted hunt(long nanos, int threads, Consumer<String> progress) throws InterruptedException {
        Planted planted = new Planted(nanos);
        List<Thread> hunters = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread hunter = new Thread(() -> planted.hunt(progress), "planted-" + i);
            hunter.setDaemon(true);
            hunter.start();
            hunters.add(hunter);
        }
        for (Thread hunter : hunters) {
            hunter.join();
        }
        return planted;
    }

    private void hunt(Consumer<String> progress) {
        for (Quarry next = waiting.poll(); next != null && System.nanoTime() - endNanos < 0; next = waiting.poll()) {
            turn(next);
            if (next.violation != null) {
                progress.accept("found after " + next.seeds + " seeds: " + next.control.name());
            } else if (next.seeds < MOST_SEEDS) {
                waiting.add(next);
            }
        }
    }

    private void turn(Quarry quarry) {
        Hunt.Result result = Hunt.of(quarry.control.plant(), 1 + quarry.seeds, 1, A_TURN, endNanos);
        quarry.seeds += result.seeds();
        seeds.addAndGet(result.seeds());
        operations.addAndGet(result.operations());
        if (!result.first().isEmpty()) {
            quarry.violation = result.first().get(0).violation();
        }
    }

    List<Quarry> all() {
        return all;
    }

    long seeds() {
        return seeds.get();
    }

    long operations() {
        return operations.get();
    }

    long found() {
        return all.stream().filter(one -> one.violation != null).count();
    }

    /** Returns the seeds that each took or, not having been found, has had so far, fewest first. */
    List<Long> takes() {
        return all.stream().map(one -> one.seeds).sorted().toList();
    }
}
