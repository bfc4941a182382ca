package dev.aside.samples.arcade;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page is told, in the shape in which it is told. */
final class View {

    private View() {}

    /** One line of a table. */
    record Row(
            long rank, String player, long score, @Nullable String how) {

        static Row of(Standing standing) {
            return new Row(standing.rank(), standing.member(), standing.score(), standing.metadata());
        }

        static List<Row> of(List<Standing> standings) {
            return standings.stream().map(Row::of).toList();
        }
    }

    /** The best of something, and how many there are. */
    record Best(List<Row> rows, long total) {

        static final Best NONE = new Best(List.of(), 0);

        static Best of(Page page) {
            return new Best(Row.of(page.standings()), page.total());
        }
    }

    /** How a season ended, and when: the page makes local time of it. */
    record Podium(long endedMillis, List<Row> rows) {}

    /** How much of the season is left. */
    record Clock(long secondsLeft, long seconds) {}

    /**
     * What a round has done in one period.
     *
     * @param period what the page calls it
     * @param isBest whether the player's best of it has been beaten
     * @param rank where the player is now
     * @param before where the player was, or null if nowhere
     * @param best what counts for the player
     * @param total how many players there are
     */
    record Place(
            String period,
            boolean isBest,
            long rank,
            @Nullable Long before,
            long best,
            long total) {

        static @Nullable Place of(String period, PeriodResult result) {
            Standing now = result.standing();
            Standing before = result.previous();
            return now == null
                    ? null
                    : new Place(
                            period,
                            result.effect().isApplied(),
                            now.rank(),
                            before == null ? null : before.rank(),
                            now.score(),
                            result.total());
        }
    }

    /** What a round has done, and who is around the player now. */
    record Result(String player, List<Place> places, List<Row> around) {}

    /**
     * Where a round is.
     *
     * @param round its id
     * @param number the number that is shown
     * @param points what has been won so far
     * @param left how many guesses are left
     * @param isRight whether the last guess was right, or null before the first
     * @param ifHigher what the next guess can bring
     * @param ifLower the same
     * @param result what has become of it, once it is over
     */
    record Turn(
            String round,
            int number,
            int points,
            int left,
            @Nullable Boolean isRight,
            int ifHigher,
            int ifLower,
            @Nullable Result result) {

        static Turn of(String id, Round round, @Nullable Boolean isRight) {
            return new Turn(
                    id,
                    round.number(),
                    round.points(),
                    round.left(),
                    isRight,
                    round.worth(true),
                    round.worth(false),
                    null);
        }

        Turn with(Result end) {
            return new Turn(round, number, points, left, isRight, ifHigher, ifLower, end);
        }
    }
}
