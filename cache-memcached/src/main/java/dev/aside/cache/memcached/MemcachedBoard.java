package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A leaderboard on the servers, by their items. */
final class MemcachedBoard implements BoardStore {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Fleet fleet;
    private final CacheRuntime runtime;
    private final Deadlines deadlines;
    private final Submits submits;
    private final Removals removals;
    private final Builds builds;
    private final Queries queries;
    private final Desk desk;
    private volatile boolean closed;

    MemcachedBoard(Fleet fleet, BoardSpec spec, Keys keys, CacheRuntime runtime, int maximumBytes, int maximumWaiting) {
        this.fleet = fleet;
        this.runtime = runtime;
        this.deadlines = new Deadlines(runtime);
        Asks asks = new Asks(fleet, runtime);
        BoardNames names = new BoardNames(keys);
        Charters charters = new Charters(asks, new Beacons(fleet, asks, names), names, spec, runtime, maximumBytes);
        BoardTools tools = new BoardTools(
                asks,
                charters,
                names,
                new BoardRules(spec.definition()),
                SheetSize.of(maximumBytes, spec.definition()),
                spec,
                runtime);
        this.submits = new Submits(tools);
        this.removals = new Removals(tools);
        this.builds = new Builds(tools);
        this.queries = new Queries(tools);
        // who is cut off by one submission begins anew with the next
        this.desk = new Desk(maximumWaiting, tools.size().isBounded() ? 1 : Desk.TOGETHER, this::change);
    }

    @Override
    public CompletionStage<List<BoardReply>> execute(List<BoardStep> steps, Duration timeout) {
        long wait = (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
        BoardBatch call = new BoardBatch(List.copyOf(steps), runtime.ticker().nanos() + wait);
        if (closed) {
            call.failUnlessBegun("the board is closed");
        } else if (!fleet.hall().isOpen()) {
            deadlines.add(call);
            fleet.hall().enter(call, () -> begin(call));
        } else if (call.begins()) {
            begin(call);
            if (!call.isDone()) {
                deadlines.add(call);
            }
        }
        return call;
    }

    private void begin(BoardBatch call) {
        List<Errand> all = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            all.add(new Errand(call, i));
        }
        call.consistsOf(all);
        run(all, 0);
        call.expireIfLate();
    }

    /** Runs what is alike and follows on each other, and then the rest. */
    private void run(List<Errand> all, int from) {
        for (int at = from; at < all.size(); ) {
            boolean isQuery = all.get(at).step() instanceof BoardStep.Query;
            int end = at;
            while (end < all.size() && all.get(end).step() instanceof BoardStep.Query == isQuery) {
                end++;
            }
            CompletableFuture<?> over = run(all.subList(at, end), isQuery);
            if (!over.isDone()) {
                int next = end;
                over.thenRun(() -> run(all, next));
                return;
            }
            at = end;
        }
    }

    private CompletableFuture<?> run(List<Errand> alike, boolean isQuery) {
        if (isQuery) {
            alike.forEach(errand -> {
                var unused = errand.isOver() ? null : queries.answer(errand);
            });
        } else {
            desk.enter(alike);
        }
        return CompletableFuture.allOf(alike.stream().map(Errand::over).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> change(List<Errand> together) {
        Errand first = together.get(0);
        BoardStep step = first.step();
        if (step instanceof BoardStep.Submit) {
            return submits.run(together);
        } else if (step instanceof BoardStep.Remove) {
            return removals.remove(first);
        } else if (step instanceof BoardStep.Unban) {
            return removals.unban(first);
        } else if (step instanceof BoardStep.Build) {
            return builds.build(first);
        } else if (step instanceof BoardStep.EndBuild) {
            return builds.end(first);
        }
        return queries.answer(first);
    }

    /** Memcached has no clock for boards: it is that of this process. */
    @Override
    public long timeMillis() {
        return runtime.wallClock().millis();
    }

    @Override
    public void close() {
        closed = true;
    }
}
