package dev.aside.simulation.node;

import dev.aside.simulation.world.Choices;
import java.util.List;

/**
 * How long things take: one of a few spans, so that the record of choices stays short and what is short and what is long
 * meet often.
 */
public final class Pace {
    private final List<Integer> micros;
    private boolean calm;

    private Pace(List<Integer> micros) {
        this.micros = micros;
    }

    /** Returns a pace of the given spans in microseconds, the tamest first. */
    public static Pace of(Integer... micros) {
        return new Pace(List.of(micros));
    }

    /** Returns one of the same spans, which is not calmed down with this one. */
    public Pace again() {
        return new Pace(micros);
    }

    /** Makes everything take the tamest span from now on. */
    public void calmDown() {
        calm = true;
    }

    /**
     * Picks a span.
     *
     * @param choices what picks
     * @return nanoseconds
     */
    public long pick(Choices choices) {
        int which = calm || micros.size() == 1 ? 0 : choices.pick(micros.size());
        return micros.get(which) * 1_000L;
    }
}
