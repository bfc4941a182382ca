package dev.aside.bench.kit;

import java.time.Duration;

/**
 * How long the parts of a round take.
 *
 * @param round a whole round, where it is bounded: turns are as long as is left
 * @param warm all subjects until they are warm, one after the other
 * @param turn the longest turn
 */
public record Spans(Duration round, Duration warm, Duration turn) {
    /** Those of a record. */
    public static final Spans FULL = new Spans(Duration.ofHours(1), Duration.ofSeconds(75), Duration.ofSeconds(1));

    /** Those of a look: leaves something of fifty seconds for what comes before and after. */
    public static final Spans QUICK = new Spans(Duration.ofSeconds(42), Duration.ofSeconds(24), Duration.ofSeconds(1));

    /** Shorter a turn says nothing: the budget gives way. */
    private static final long SHORTEST = 200;

    /** How old each subject's JVM may be when it is warm. */
    long warmMillis(int subjects) {
        return warm.toMillis() / subjects;
    }

    /** How long each of so many turns may be when so much of the round is over. */
    long turnMillis(long spentMillis, int turns) {
        long fits = (round.toMillis() - spentMillis) / Math.max(1, turns);
        return Math.max(SHORTEST, Math.min(turn.toMillis(), fits));
    }
}
