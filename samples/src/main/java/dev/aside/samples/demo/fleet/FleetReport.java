package dev.aside.samples.demo.fleet;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.report.Grid;
import dev.aside.samples.demo.report.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The figures of a run: a column for each node, then what each cache server says it has done, then one line for programs. */
final class FleetReport {
    private final FleetPlan plan;
    private final FleetJudge.Verdict verdict;
    private final List<ServerCounts> servers;
    private final int faults;
    private final Duration elapsed;
    private final NodeResult all = new NodeResult();

    FleetReport(FleetPlan plan, FleetJudge.Verdict verdict, List<ServerCounts> servers, int faults, Duration elapsed) {
        this.plan = plan;
        this.verdict = verdict;
        this.servers = servers;
        this.faults = faults;
        this.elapsed = elapsed;
        verdict.nodes().forEach(all::add);
    }

    /** No read broke the promise, and no acknowledged change was lost; without faults nothing failed either. */
    boolean isRight() {
        boolean kept = verdict.audit().wrongReads() == 0 && verdict.changes().lost() == 0;
        boolean steady = verdict.backwards() == 0 || !plan.mode().equals(Consistency.STRICT);
        return kept && steady && (faults > 0 || all.failed() == 0);
    }

    String nodes() {
        List<String> titles = new ArrayList<>(List.of(""));
        for (int node = 1; node <= plan.nodes(); node++) {
            titles.add("node " + node);
        }
        titles.add("all");
        Grid grid = new Grid(titles);
        count(grid, "reads", NodeResult::reads);
        each(grid, "  near hits", result -> share(result, Meter.Count.NEAR_HITS));
        each(grid, "  far hits", result -> share(result, Meter.Count.FAR_HITS));
        each(grid, "  misses", result -> share(result, Meter.Count.MISSES));
        count(grid, "  failed", result -> result.records(Kind.READ_FAILED));
        count(grid, "writes", NodeResult::writes);
        count(grid, "  acknowledged", result -> result.records(Kind.APPLIED));
        count(grid, "  pending", result -> result.records(Kind.PENDING));
        count(grid, "  unknown", result -> result.records(Kind.UNKNOWN));
        count(grid, "  failed", result -> result.records(Kind.WRITE_FAILED));
        count(grid, "  cut off by a kill", result -> result.records(Kind.WRITING));
        if (plan.source().isCluster()) {
            count(grid, "  rolled back", result -> result.records(Kind.ROLLED_BACK));
        }
        count(grid, "loads", result -> result.count(Meter.Count.LOADS));
        count(grid, "  not stored", result -> result.count(Meter.Count.REFUSED_FILLS));
        count(grid, "past the cache", result -> result.count(Meter.Count.BYPASSES));
        if (plan.source().isCluster()) {
            count(grid, "  by replicas", result -> result.count(Meter.Count.LOADS_BY_READER));
            count(grid, "  by the writer", result -> result.count(Meter.Count.LOADS_BY_WRITER));
        }
        count(grid, "database reads", result -> result.count(Meter.Count.SELECTS));
        count(grid, "database writes", result -> result.count(Meter.Count.UPDATES));
        each(grid, "p50 of a read", result -> percentile(result, 50));
        each(grid, "p99 of a read", result -> percentile(result, 99));
        count(grid, "wrong reads", NodeResult::wrongReads);
        return grid.draw();
    }

    /** The servers' own counts: which of them executed how many of the reads that went far. */
    String servers() {
        List<String> titles = new ArrayList<>(List.of("as the servers count"));
        titles.addAll(servers.get(0).figures().keySet());
        titles.add(2, "share");
        Grid grid = new Grid(titles);
        long reads = Math.max(1, servers.stream().mapToLong(ServerCounts::reads).sum());
        for (ServerCounts server : servers) {
            List<String> cells = new ArrayList<>(List.of(server.name()));
            server.figures().values().forEach(count -> cells.add(Units.count(count)));
            cells.add(2, Units.percent((double) server.reads() / reads));
            grid.add(cells);
        }
        return grid.draw();
    }

    /**
     * How the reads that may go to a reader were shared out, where there are any. Every miss reads the token at the
     * writer, with its lease: these are among the writer's reads, and may not go elsewhere.
     */
    Optional<String> readers() {
        if (servers.stream().noneMatch(ServerCounts::isReader)) {
            return Optional.empty();
        }
        long atReaders = reads(true);
        long atWriter = Math.max(0, reads(false) - all.count(Meter.Count.MISSES));
        long reads = Math.max(1, atReaders + atWriter);
        long stray = servers.stream()
                .filter(ServerCounts::isReader)
                .mapToLong(ServerCounts::strayWrites)
                .sum();
        return Optional.of("far reads but the tokens of misses: writer " + Units.percent((double) atWriter / reads)
                + ", reader " + Units.percent((double) atReaders / reads) + "; writes at a reader: "
                + Units.count(stray));
    }

    private long reads(boolean atReaders) {
        return servers.stream()
                .filter(server -> server.isReader() == atReaders)
                .mapToLong(ServerCounts::reads)
                .sum();
    }

    /** What the replicas of the database were good for, where there are some, and at what price. */
    Optional<String> loads() {
        if (!plan.source().isCluster()) {
            return Optional.empty();
        }
        long byReader = all.count(Meter.Count.LOADS_BY_READER);
        long both = byReader + all.count(Meter.Count.LOADS_BY_WRITER);
        return Optional.of("loads' queries kept off the database's writer: "
                + Units.percent((double) byReader / Math.max(1, both)) + " (" + Units.count(byReader) + " of "
                + Units.count(both) + ")\nwrong reads: "
                + Units.count(verdict.audit().wrongReads()));
    }

    /** What the promise does not cover, and nothing else. */
    String notHeldAgainstReaders() {
        return Units.count(all.unacknowledged())
                + " writes were not acknowledged (pending, unknown, failed, cut off): no reader was held to them, and "
                + Units.count(verdict.changes().committed()
                        - all.records(Kind.APPLIED)
                        + verdict.changes().lost())
                + " of them are in the database.";
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "nodes=%d mode=%s reads=%d writes=%d acknowledged=%d failed=%d faults=%d oldest_ms=%.1f lost=%d"
                        + " uncommitted=%d backwards=%d loads_by_reader=%d loads_by_writer=%d wrong=%d seconds=%.1f",
                plan.nodes(),
                plan.mode(),
                all.reads(),
                all.writes(),
                all.records(Kind.APPLIED),
                all.failed(),
                faults,
                verdict.audit().oldestServed().toNanos() / 1e6,
                verdict.changes().lost(),
                verdict.audit().uncommittedReads(),
                verdict.backwards(),
                all.count(Meter.Count.LOADS_BY_READER),
                all.count(Meter.Count.LOADS_BY_WRITER),
                verdict.audit().wrongReads(),
                elapsed.toNanos() / 1e9);
    }

    private void count(Grid grid, String name, ToLongFunction<NodeResult> value) {
        each(grid, name, result -> Units.count(value.applyAsLong(result)));
    }

    private void each(Grid grid, String name, Function<NodeResult, String> value) {
        List<String> cells = new ArrayList<>(List.of(name));
        verdict.nodes().forEach(result -> cells.add(value.apply(result)));
        cells.add(value.apply(all));
        grid.add(cells);
    }

    private static String share(NodeResult result, Meter.Count part) {
        long reads = result.count(Meter.Count.NEAR_HITS)
                + result.count(Meter.Count.FAR_HITS)
                + result.count(Meter.Count.MISSES);
        return Units.percent(reads == 0 ? 0 : (double) result.count(part) / reads);
    }

    private static String percentile(NodeResult result, double at) {
        return Units.time(Duration.ofNanos(result.latency().getValueAtPercentile(at)));
    }
}
