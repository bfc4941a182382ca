package dev.aside.simulation.search;

import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.world.World;

/** A finding as a story: who did what, and when. */
public final class Story {
    private static final int SHRINKING_RUNS = 20_000;

    private Story() {}

    /** Writes down the smallest finding that fails alike. */
    public static String smallest(Found found, Subject subject) {
        return of(new Shrinker(subject, SHRINKING_RUNS).shrink(found), subject);
    }

    /** Writes it down. */
    public static String of(Found found, Subject subject) {
        Outcome outcome = found.tell(subject);
        StringBuilder text = new StringBuilder();
        text.append(outcome.violations())
                .append('\n')
                .append(found.plan().setting())
                .append('\n');
        for (World.Line line : outcome.story()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
