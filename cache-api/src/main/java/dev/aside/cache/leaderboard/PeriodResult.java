package dev.aside.cache.leaderboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submission has done in one period, and how the member stands in it then. All of it is of one moment.
 *
 * @param period the period
 * @param effect what it has done; {@link Effect#isApplied()} says whether the member's score of before was beaten
 * @param previous how the member stood before, without metadata, or null if it did not
 * @param standing how it stands now, or null if it does not
 * @param total how many members there are
 * @param neighbours those around the member, and the member itself, in their order; empty unless asked for
 */
public record PeriodResult(
        Period period,
        Effect effect,
        @Nullable Standing previous,
        @Nullable Standing standing,
        long total,
        List<Standing> neighbours) {}
