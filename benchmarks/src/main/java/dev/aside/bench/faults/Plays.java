package dev.aside.bench.faults;

import dev.aside.bench.kit.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays rows, one after another, or for a look some at a time: each has servers of its own. Says on the error stream how each ended. */
final class Plays {
    private static final int AT_ONCE = 5;

    private final AtomicInteger done = new AtomicInteger();
    private final List<? extends Row> rows;
    private final boolean quick;
    private final Row first;

    /** @param first played before the others, and not judged */
    Plays(List<? extends Row> rows, Row first, boolean quick) {
        this.rows = rows;
        this.first = first;
        this.quick = quick;
    }

    /** Plays all of them, in the order given. Blocks. */
    List<Judgement> judged(Pauses pauses) {
        warmUp();
        ExecutorService lanes = Executors.newFixedThreadPool(quick ? AT_ONCE : 1);
        try {
            List<CompletableFuture<Judgement>> all = rows.stream()
                    .map(row -> CompletableFuture.supplyAsync(() -> judged(row, pauses), lanes))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            lanes.shutdown();
        }
    }

    /** What is played first is not judged: classes are loaded then, and code is compiled. */
    private void warmUp() {
        Spans spans =
                new Spans(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(1));
        Story unused = new Trial(first, spans).play();
    }

    private Judgement judged(Row row, Pauses pauses) {
        Judgement judged = new Judgement(new Trial(row, quick ? Spans.QUICK : Spans.FULL).play(), pauses);
        System.err.printf("%2d of %d  %s: %s%n", done.incrementAndGet(), rows.size(), row.label(), judged.verdict());
        return judged;
    }
}
