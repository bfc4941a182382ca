package dev.aside.bench.farread;

import dev.aside.bench.kit.BoundServer;
import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Spans;
import dev.aside.bench.kit.Turns;
import java.time.Duration;
import java.util.List;

/**
 * What does a read of a far tier cost? A question of one kind of server says who is measured, and what that is held against.
 *
 * @param <S> whose reads are measured
 */
public abstract class FarRead<S extends Enum<S> & Reader> extends Question {
    private static final int ROUNDS = 5;

    /** What is so for every kind of server. */
    private static final String HOW = """
            Each subject runs in a JVM of its own, first unmeasured and on
            all processors until its compiler has no more to do, and then on the clients'. Then all take turns of a second, one call after the
            other and each three times; a round is all of that, in new JVMs. A time is what a key takes its thread, the median of the
            turns and then of the rounds, with their spread in brackets; a ratio is a peer's time divided by ours within one round.""";

    private final String name;
    private final String title;
    private final Child child;

    /**
     * A question that is to be asked.
     *
     * @param name its name
     * @param title what its plot is called
     * @param child the program of a subject, which is {@link Reads#serve} with the subject's name, the server's place, the milliseconds
     *     and the processors as its arguments
     */
    protected FarRead(String name, String title, Child child) {
        this.name = name;
        this.title = title;
        this.child = child;
    }

    /**
     * Starts the server.
     *
     * @return the server
     */
    protected abstract BoundServer server();

    /**
     * Who is measured.
     *
     * @return all, or for a look those whom a key names
     */
    protected abstract List<S> subjects();

    /**
     * What is asked.
     *
     * @return the question, and how the subjects are set up
     */
    protected abstract String asks();

    /**
     * What is in the run.
     *
     * @return names and versions
     */
    protected abstract String versions();

    /**
     * Holds rounds against the goals.
     *
     * @param rounds what was measured
     * @return what they say
     */
    protected abstract Judged judged(Rounds<S> rounds);

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        try (BoundServer server = server()) {
            Spans spans = isQuick() ? Spans.QUICK : Spans.FULL;
            Turns<Call> turns = new Turns<>(child, server, spans, List.of(Call.values()));
            Rounds<S> rounds =
                    Rounds.runTogether(isQuick() ? 1 : ROUNDS, Duration.ofHours(1), subjects(), turns::round);
            report(rounds, server.described() + " " + neighbours.seen());
        }
        return 0;
    }

    private void report(Rounds<S> rounds, String conditions) {
        Judged judged = judged(rounds);
        Report report = new Report(name, isQuick(), asks() + " " + HOW, versions());
        Shown<S> shown = new Shown<>(rounds);
        report.add(shown.times()).add(judged.board());
        if (!isQuick()) {
            report.plot(shown.plot(title));
        }
        report.add(conditions).end(judged.lastLine());
    }
}
