package dev.aside.cache.leaderboard;

import java.util.List;

/**
 * What has become of a submission.
 *
 * @param isRepeated whether this operation had been submitted before, and nothing was done now; effects and what was before are then
 *     those of the first time, and the standings those of now
 * @param periods what it has done in each period, in the board's order
 */
public record Submission(boolean isRepeated, List<PeriodResult> periods) {

    /**
     * Returns what it has done in the board's first period.
     *
     * @return the first of them
     */
    public PeriodResult first() {
        return periods.get(0);
    }

    /**
     * Returns what it has done in one period.
     *
     * @param period a period of the board
     * @return what it has done
     * @throws IllegalArgumentException if the board has no such period
     */
    public PeriodResult in(Period period) {
        return periods.stream()
                .filter(result -> result.period().equals(period))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the board has no period " + period));
    }

    /**
     * Returns whether it counts in any period.
     *
     * @return whether it does
     */
    public boolean isApplied() {
        return periods.stream().anyMatch(result -> result.effect().isApplied());
    }

    /**
     * Returns in which periods it counts now: whose score of before it has beaten.
     *
     * @return these periods
     */
    public List<Period> beaten() {
        return periods.stream()
                .filter(result -> result.effect().isApplied())
                .map(PeriodResult::period)
                .toList();
    }
}
