package dev.aside.bench.faults;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Pauses;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What does a caller see while servers break? A question of one kind of server says in which ways. */
public abstract class Faults extends Question {
    /** Held, because a logger that nobody holds forgets its level. What is logged of a server that breaks is not what is asked here. */
    private static final List<Logger> TALKERS = List.of(
            Logger.getLogger("io.lettuce"), Logger.getLogger("net.spy.memcached"), Logger.getLogger("dev.aside"));

    private final String name;

    /**
     * A question that is to be asked.
     *
     * @param name its name
     */
    protected Faults(String name) {
        this.name = name;
    }

    /**
     * Which rows there are.
     *
     * @return all of them
     */
    protected abstract List<? extends Row> rows();

    /**
     * Which rows are asked for alone.
     *
     * @return none if all are
     */
    protected abstract List<? extends Row> only();

    /**
     * The row that is played before the others, and not judged.
     *
     * @return a short one
     */
    protected abstract Row first();

    /**
     * What is asked.
     *
     * @return the question, and how it is answered
     */
    protected abstract String asks();

    /**
     * What is in the run.
     *
     * @return names and versions
     */
    protected abstract String versions();

    /**
     * What reads by the clients themselves come to.
     *
     * @return what is said of them
     */
    protected abstract Peers peers();

    @Override
    public Integer call() {
        TALKERS.forEach(logger -> logger.setLevel(Level.OFF));
        boolean look = isQuick() || !only().isEmpty();
        Neighbours neighbours = Neighbours.watch();
        try (Pauses pauses = Pauses.watch()) {
            List<? extends Row> rows = only().isEmpty() ? rows() : only();
            List<Judgement> judged = new Plays(rows, first(), isQuick()).judged(pauses);
            Report report = new Report(name, look, asks(), versions()).add(Tables.of(judged));
            report.add(peers().told(look)).add(machine(pauses, neighbours)).end(lastLine(name, judged));
            return 0;
        }
    }

    private static String machine(Pauses pauses, Neighbours neighbours) {
        return String.format(
                Locale.ROOT,
                "The machine's longest pause was %s ms. %s",
                Times.millis(pauses.longest()),
                neighbours.seen());
    }

    static LastLine lastLine(String name, List<Judgement> judged) {
        return new LastLine(name)
                .count("rows", judged.size())
                .count("ok", judged.stream().filter(Judgement::isOk).count())
                .cost(
                        "worst_call_ms",
                        judged.stream()
                                        .mapToLong(one -> one.times().longest())
                                        .max()
                                        .orElse(0)
                                / 1e6)
                .count(
                        "stale",
                        judged.stream()
                                .mapToLong(one -> one.freshness().stale())
                                .sum());
    }
}
