package dev.aside.simulation.node;

import dev.aside.simulation.world.Choices;
import java.util.List;

/**
 * How long things take: one of a few spans, so that the record of choices stays short and what is short and what is long
 * meet often.
 *
 * @param micros the spans, the tamest first
 */
public record Pace(List<Integer> micros) {

    /** Creates a pace. */
    public Pace {
        micros = List.copyOf(micros);
    }

    /** Returns a pace of the given spans. */
    public static Pace of(Integer... micros) {
        return new Pace(List.of(micros));
    }

    /**
     * Picks a span.
     *
     * @param choices what picks
     * @return nanoseconds
     */
    public long pick(Choices choices) {
        return micros.get(choices.pick(micros.size())) * 1_000L;
    }
}
