package dev.aside.bench.leaderboard;

import dev.aside.bench.kit.Fork;
import dev.aside.bench.kit.Pace;
import dev.aside.bench.kit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who is measured in this process, on boards of which sizes. A round is everybody once at each spot, neighbours in time, in an order
 * drawn anew with a fixed seed.
 *
 * @param sizes how large the boards are on which a rank's growth is seen, from the smallest to the largest
 * @param spots what is measured
 * @param rounds how often
 * @param fork how long, each time
 * @param budget how long together
 */
record LocalPlan(List<Integer> sizes, List<Spot> spots, int rounds, Fork fork, Duration budget) {
    private static final long SEED = 1;
    private static final List<Local> ALL = List.of(Local.values());
    private static final List<Local> OURS = List.of(Local.ASIDE);
    private static final int SMALLEST = 1_000;

    /** Everybody everywhere. */
    static LocalPlan full(int members) {
        List<Integer> sizes = List.of(SMALLEST, 10_000, 100_000, members);
        List<Spot> spots = Spot.all(
                Spot.growth(sizes, ALL), Spot.rank(members, ALL), Spot.submit(members, ALL), Spot.top(members, ALL));
        return new LocalPlan(sizes, spots, 3, new Fork(LocalLoop.class, 3, 3, 500), Duration.ofHours(1));
    }

    /** Who a key names. */
    static LocalPlan quick(int members) {
        List<Integer> sizes = List.of(SMALLEST, members);
        List<Spot> spots = Spot.all(
                Spot.growth(sizes, OURS),
                Spot.rank(members, List.of(Local.ASIDE, Local.SKIP_LIST)),
                Spot.top(members, OURS));
        return new LocalPlan(sizes, spots, 1, new Fork(LocalLoop.class, 2, 2, 300), Duration.ofSeconds(14));
    }

    /** The spot that a key is of. */
    Spot largest() {
        return Spot.rank(sizes.get(sizes.size() - 1), ALL);
    }

    /** Runs it, and says on the error stream who is next. */
    Samples run() {
        Samples samples = new Samples();
        Random order = new Random(SEED);
        int forks =
                rounds * spots.stream().mapToInt(spot -> spot.locals().size()).sum();
        Pace pace = Pace.of(budget, forks);
        for (int round = 0; round < rounds; round++) {
            for (Spot spot : spots) {
                measure(samples, round, spot, inTurn(spot, order), pace);
            }
        }
        return samples;
    }

    private static List<Local> inTurn(Spot spot, Random order) {
        List<Local> turn = new ArrayList<>(spot.locals());
        Collections.shuffle(turn, order);
        return turn;
    }

    private void measure(Samples samples, int round, Spot spot, List<Local> turn, Pace pace) {
        for (Local local : turn) {
            System.err.println("round " + (round + 1) + " of " + rounds + ": " + spot + ", " + local.label());
            Map<String, String> parameters = Map.of(
                    "local", local.name(),
                    "deed", spot.deed().name(),
                    "count", Integer.toString(spot.count()));
            samples.add(round, spot.toString(), local.name(), pace.run(fork, parameters, spot.threads()));
        }
    }
}
