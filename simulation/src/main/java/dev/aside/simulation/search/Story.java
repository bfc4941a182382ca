package dev.aside.simulation.search;

import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.world.World;
import java.util.Locale;

/** A finding as a story: who did what, and when. */
public final class Story {
    private Story() {}

    /** Writes it down. */
    public static String of(Found found, Subject subject) {
        Outcome outcome = found.tell(subject);
        StringBuilder text = new StringBuilder();
        text.append(outcome.violations())
                .append('\n')
                .append(found.plan().setting())
                .append('\n');
        for (World.Line line : outcome.story()) {
            text.append(
                    String.format(Locale.ROOT, "%10.2f ms  %-9s %s%n", line.nanos() / 1e6, line.who(), line.what()));
        }
        return text.toString();
    }
}
