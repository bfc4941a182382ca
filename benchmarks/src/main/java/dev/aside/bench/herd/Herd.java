package dev.aside.bench.herd;

import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** How often is a key loaded that a crowd asks for at once? */
@Command(
        name = "herd",
        description = "How often a key is loaded that 10,000 callers on 4 nodes want when it has expired.")
public final class Herd extends Question {
    private static final String ASKS = """
            How often is a key loaded that 10,000 callers want at once when it has just expired?

            Four JVMs with 2,500 threads each have read the key from one Redis. It expires everywhere; then all threads ask for it
            together. A load takes 200 ms. Loads are counted over all JVMs; the slowest caller tells what the crowd waits for. Figures are
            medians of the rounds, with their spread in brackets; the last line has the most loads of any round.""";

    private static final int NODES = 4;
    private static final int CALLERS = 10_000;
    private static final int ROUNDS = 3;
    private static final String KEY = "loads";

    private static final List<Goal> GOALS =
            List.of(new Goal(KEY, Weight.MUST, Side.AT_LEAST, 1), new Goal(KEY, Weight.MUST, Side.AT_MOST, 1));

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        List<Subject> subjects = isQuick() ? List.of(Subject.ASIDE) : Subject.all();
        Duration budget = isQuick() ? Duration.ofSeconds(44) : Duration.ofHours(1);
        try (BoundRedis redis = BoundRedis.startUnbound()) {
            Rounds<Subject> rounds = Rounds.run(ROUNDS, budget, subjects, subject -> ask(redis, subject));
            Spread loads = rounds.spread(Subject.ASIDE, Crowd.LOADS);
            new Report("herd", isQuick(), ASKS, versions())
                    .add(table(rounds))
                    .add(new Scoreboard(GOALS).judge(Map.of(KEY, loads)))
                    .add(redis.described() + " " + neighbours.seen())
                    .end(new LastLine("herd").count(KEY, Math.round(loads.high())));
        }
        return 0;
    }

    /** Runs all nodes at once, each on whichever processors it gets: here nobody's time is compared. */
    private static Map<String, Double> ask(BoundRedis redis, Subject subject) {
        redis.forget();
        String[] arguments = {subject.name(), redis.place(), Integer.toString(NODES), Integer.toString(CALLERS / NODES)
        };
        ExecutorService waiting = Executors.newFixedThreadPool(NODES);
        try {
            List<CompletableFuture<Map<String, Double>>> nodes = IntStream.range(0, NODES)
                    .mapToObj(node -> CompletableFuture.supplyAsync(() -> Crowd.CHILD.run(arguments), waiting))
                    .toList();
            return together(nodes.stream().map(CompletableFuture::join).toList());
        } finally {
            waiting.shutdown();
        }
    }

    static Map<String, Double> together(List<Map<String, Double>> nodes) {
        Map<String, Double> all = new HashMap<>();
        nodes.forEach(node -> node.forEach(
                (figure, value) -> all.merge(figure, value, figure.equals(Crowd.SLOWEST) ? Math::max : Double::sum)));
        return all;
    }

    private static Table table(Rounds<Subject> rounds) {
        Table table = new Table(List.of("cache", "loads", "callers without an answer", "slowest caller, ms"));
        for (Subject subject : rounds.subjects()) {
            table.row(List.of(
                    subject.label(),
                    rounds.spread(subject, Crowd.LOADS).full(0),
                    rounds.spread(subject, Crowd.FAILED).full(0),
                    rounds.spread(subject, Crowd.SLOWEST).full(0)));
        }
        return table;
    }

    private static String versions() {
        return Versions.of("aside", "lettuce", "redisson", "spring-data-redis", "jetcache");
    }
}
