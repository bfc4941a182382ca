package dev.aside.bench.leaderboard;

import dev.aside.bench.kit.DotPlot;
import dev.aside.bench.kit.Ratio;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What boards in this process have shown.
 *
 * @param plan what was measured
 * @param samples what was seen
 */
record LocalShown(LocalPlan plan, Samples samples) {
    Table times() {
        List<String> header = new ArrayList<>(List.of("us, in this process"));
        plan.spots().forEach(spot -> header.add(spot.toString()));
        Table table = new Table(header);
        measured().forEach(local -> {
            List<String> row = new ArrayList<>(List.of(local.label()));
            plan.spots()
                    .forEach(spot ->
                            row.add(isAt(spot, local) ? micros(spot, local).full(2) : ""));
            table.row(row);
        });
        return table;
    }

    private List<Local> measured() {
        return Stream.of(Local.values())
                .filter(local -> plan.spots().stream().anyMatch(spot -> isAt(spot, local)))
                .toList();
    }

    private static boolean isAt(Spot spot, Local local) {
        return spot.locals().contains(local);
    }

    private Spread micros(Spot spot, Local local) {
        Spread nanos = samples.nanos(spot.toString(), local.name());
        return new Spread(nanos.figure() / 1e3, nanos.low() / 1e3, nanos.high() / 1e3, nanos.rounds());
    }

    /** A rank on the largest board, beside one of the skip list's. */
    Ratio rankVsSkipList() {
        return samples.ratio(
                List.of(plan.largest().toString()), point -> List.of(Local.SKIP_LIST.name()), Local.ASIDE.name());
    }

    /** How many times as long a rank of ours takes where the board is ten times as large: ten where it is counted. */
    Spread growth() {
        List<Integer> sizes = plan.sizes();
        Spread small = rank(sizes.get(0));
        Spread large = rank(sizes.get(sizes.size() - 1));
        double tens = Math.log10((double) sizes.get(sizes.size() - 1) / sizes.get(0));
        return new Spread(
                Math.pow(large.figure() / small.figure(), 1 / tens),
                Math.pow(large.low() / small.high(), 1 / tens),
                Math.pow(large.high() / small.low(), 1 / tens),
                large.rounds());
    }

    private Spread rank(int count) {
        return micros(Spot.growth(count, List.of()), Local.ASIDE);
    }

    DotPlot plot() {
        List<String> sizes = plan.sizes().stream()
                .map(size -> String.format(Locale.ROOT, "%,d members", size))
                .toList();
        List<DotPlot.Row> rows = measured().stream()
                .map(local -> new DotPlot.Row(
                        local.label(),
                        plan.sizes().stream()
                                .map(size -> samples.nanos(
                                        Spot.growth(size, List.of()).toString(), local.name()))
                                .toList()))
                .toList();
        return new DotPlot("A rank in this process", "ns", sizes, rows);
    }
}
