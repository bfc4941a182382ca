package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is read: the top, pages, around somebody, and members by their names. */
abstract class BoardQueryCases extends BoardMemberCases {

    /** For subclasses. */
    BoardQueryCases() {}

    /** Members m0, m1 and so on, from the first on; each two have the same score. */
    private BoardUnderTest crowd(int members, RankStyle style) {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.LAST).style(style));
        List<BoardStep> steps = IntStream.range(0, members)
                .<BoardStep>mapToObj(i -> new BoardStep.Submit(
                        Score.of("m" + i, 10_000 - i / 2).at(board.at(i)), List.of(board.all()), 0))
                .toList();
        board.answers(board.here(), steps);
        return board;
    }

    private BoardUnderTest crowd(int members) {
        return crowd(members, styles().get(0));
    }

    private static List<String> members(List<Standing> standings) {
        return standings.stream().map(Standing::member).toList();
    }

    private static List<String> range(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "m" + i).toList();
    }

    @Test
    void emptyBoard_hasNobody() {
        BoardUnderTest board = board();
        Listed top = board.top(board.all(), 10);
        assertThat(top.standings()).isEmpty();
        assertThat(top.total()).isZero();
        assertThat(top.state()).isEqualTo(Page.State.COMPLETE);
        assertThat(board.find(board.all(), "ada").places()).containsOnlyNulls();
        if (can(Ability.AROUND)) {
            assertThat(board.around(board.all(), "ada", 3)).isEmpty();
        }
    }

    @Test
    void top_isAsLongAsItIsAskedFor() {
        BoardUnderTest board = crowd(20);
        assertThat(members(board.top(board.all(), 5).standings())).isEqualTo(range(0, 5));
        assertThat(members(board.top(board.all(), 20).standings())).isEqualTo(range(0, 20));
        assertThat(members(board.top(board.all(), 100).standings())).isEqualTo(range(0, 20));
        Listed none = board.top(board.all(), 0);
        assertThat(none.standings()).isEmpty();
        assertThat(none.total()).isEqualTo(20);
        assertThat(none.state()).isEqualTo(Page.State.COMPLETE);
    }

    @Test
    void longTop_isWhole() {
        int most = Math.min(1_000, longestTop());
        BoardUnderTest board = crowd(most + 10);
        assertThat(members(board.top(board.all(), most).standings())).isEqualTo(range(0, most));
        assertThat(board.top(board.all(), most).total()).isEqualTo(most + 10);
    }

    @Test
    void knownVersion_isAnsweredByNoMoreThanThat() {
        BoardUnderTest board = crowd(20);
        Listed top = board.top(board.all(), 10);
        assertThat(top.version()).isNotNegative();
        assertThat(board.answer(board.there(), new BoardStep.Top(board.all(), 10, top.version())))
                .isEqualTo(new BoardReply.Unchanged(20));
        assertThat(board.answer(board.here(), new BoardStep.Top(board.all(), 3, top.version())))
                .isEqualTo(new BoardReply.Unchanged(20));
        board.submit(Score.of("m3", 1).at(board.at(0)));
        assertThat(board.answer(board.there(), new BoardStep.Top(board.all(), 10, top.version())))
                .isEqualTo(new BoardReply.Unchanged(20));
    }

    @Test
    void versionIsAnother_afterWhateverChangesTheTop() {
        BoardUnderTest board = crowd(10);
        assertChanges(board, some -> some.submit(Score.of("new", 10_001).at(some.at(50))));
        assertChanges(board, some -> some.submit(Score.of("m1", 10_002).at(some.at(51))));
        assertChanges(
                board,
                some -> some.submit(Score.of("m1", 10_002).at(some.at(52)).metadata("m")));
        assertChanges(board, some -> some.submit(Score.of("m9", 1).at(some.at(53))));
        assertChanges(board, some -> some.remove("m5", false, some.all()));
        assertChanges(board, some -> some.remove("m4", true, some.all()));
    }

    private static void assertChanges(BoardUnderTest board, Consumer<BoardUnderTest> change) {
        Listed before = board.top(board.all(), 50);
        change.accept(board);
        BoardReply reply = board.answer(board.there(), new BoardStep.Top(board.all(), 50, before.version()));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Listed.class, after -> assertThat(after.version()).isGreaterThan(before.version()));
        assertThat(((Listed) reply).standings()).isNotEqualTo(before.standings());
    }

    /** Who has the last of the watched ranks shares it with somebody who comes behind. */
    @Test
    void versionIsAnother_afterWhatChangesTheRanksOfTheTopFromBehind() {
        Assumptions.assumeTrue(styles().contains(RankStyle.MODIFIED));
        BoardUnderTest board = crowd(101, RankStyle.MODIFIED);
        Listed before = board.top(board.all(), 100);
        board.submit(Score.of("new", 10_000 - 49).at(board.at(500)));
        BoardReply reply = board.answer(board.there(), new BoardStep.Top(board.all(), 100, before.version()));
        assertThat(reply).isInstanceOf(Listed.class);
        assertThat(((Listed) reply).standings().get(99).rank()).isEqualTo(101);
    }

    @Test
    void versionsOfWindows_areTheirOwn() {
        BoardUnderTest board = board(kind -> kind.periods(2));
        board.submit(Score.of("ada", 1).at(board.at(1)));
        Listed before = board.top(board.late(1), 10);
        board.submit(Score.of("ada", 2).at(board.at(2)));
        assertThat(board.answer(board.there(), new BoardStep.Top(board.late(1), 10, before.version())))
                .isEqualTo(new BoardReply.Unchanged(0));
    }

    @Test
    void walkThroughPages_comesToEverybodyOnce() {
        need(Ability.AROUND);
        BoardUnderTest board = crowd(23);
        List<Standing> walk = new ArrayList<>(board.top(board.all(), 5).standings());
        List<Standing> page = walk;
        while (!page.isEmpty()) {
            page = board.behind(board.all(), walk.get(walk.size() - 1), 5);
            walk.addAll(page);
        }
        assertThat(members(walk)).isEqualTo(range(0, 23));
        assertThat(walk).isEqualTo(board.top(board.all(), 23).standings());
    }

    @Test
    void walkGoesOn_whereItsPlaceIsNobodysAnyMore() {
        need(Ability.AROUND);
        BoardUnderTest board = crowd(10);
        Standing fourth = board.top(board.all(), 4).standings().get(3);
        board.remove("m3", false, board.all());
        assertThat(members(board.behind(board.all(), fourth, 3))).containsExactly("m4", "m5", "m6");
        board.submit(Score.of("m3", 10_001).at(board.at(60)));
        assertThat(members(board.behind(board.all(), fourth, 3))).containsExactly("m4", "m5", "m6");
        board.submit(Score.of("m3", 9_998).at(board.at(61)));
        assertThat(members(board.behind(board.all(), fourth, 3))).containsExactly("m4", "m5", "m3");
        board.submit(Score.of("before", 10_000).at(board.at(0)));
        board.remove("m4", false, board.all());
        assertThat(members(board.behind(board.all(), fourth, 2))).containsExactly("m5", "m3");
    }

    @Test
    void walkAmongEquals_skipsNobody() {
        need(Ability.AROUND);
        for (RankStyle style : styles()) {
            BoardUnderTest board = board(kind -> kind.style(style));
            for (int i = 0; i < 12; i++) {
                board.submit(Score.of("m" + (char) ('a' + i), 5).at(board.at(i / 6)));
            }
            List<Standing> whole = board.top(board.all(), 12).standings();
            List<Standing> walk = new ArrayList<>(whole.subList(0, 1));
            while (walk.size() < 12) {
                walk.addAll(board.behind(board.all(), walk.get(walk.size() - 1), 1));
            }
            assertThat(walk).isEqualTo(whole);
            assertThat(board.behind(board.all(), whole.get(11), 1)).isEmpty();
        }
    }

    @Test
    void behindAll_isNobody_andBehindNothingIsTheWindowsOwn() {
        need(Ability.AROUND);
        BoardUnderTest board = crowd(3);
        Standing last = board.top(board.all(), 3).standings().get(2);
        BoardReply reply = board.answer(
                board.there(),
                new BoardStep.Behind(
                        board.all(), new BoardRecord(last.score(), 0, Long.MAX_VALUE >> 11, null), "z", 3));
        assertThat(((Listed) reply).standings()).isEmpty();
        assertThat(((Listed) reply).total()).isEqualTo(3);
        assertThat(((Listed) reply).version())
                .isEqualTo(board.top(board.all(), 1).version());
    }

    @Test
    void around_isSomeEachWay_asFarAsThereAre() {
        need(Ability.AROUND);
        BoardUnderTest board = crowd(10);
        assertThat(members(board.around(board.all(), "m5", 2))).isEqualTo(range(3, 8));
        assertThat(members(board.around(board.all(), "m0", 2))).isEqualTo(range(0, 3));
        assertThat(members(board.around(board.all(), "m9", 2))).isEqualTo(range(7, 10));
        assertThat(members(board.around(board.all(), "m1", 50))).isEqualTo(range(0, 10));
        assertThat(members(board.around(board.all(), "m4", 0))).containsExactly("m4");
        assertThat(board.around(board.all(), "nobody", 2)).isEmpty();
        assertThat(board.around(board.all(), "m5", 2))
                .isEqualTo(board.top(board.all(), 10).standings().subList(3, 8));
    }

    @Test
    void neighboursOfASubmission_fitItsRank() {
        need(Ability.AROUND);
        for (RankStyle style : styles()) {
            BoardUnderTest board = crowd(10, style);
            PeriodResult result =
                    board.submit(Score.of("new", 9_998).at(board.at(2)).neighbours(2));
            List<Standing> neighbours = result.neighbours();
            assertThat(members(neighbours)).containsExactly("m2", "m3", "new", "m4", "m5");
            assertThat(neighbours.get(2)).isEqualTo(result.standing());
            assertThat(neighbours).isEqualTo(board.around(board.all(), "new", 2));
            assertThat(neighbours)
                    .isEqualTo(board.top(board.all(), 20).standings().subList(2, 7));
        }
    }

    @Test
    void neighboursOfWhatIsUnchanged_areToldAsWell() {
        need(Ability.AROUND);
        BoardUnderTest board = crowd(10);
        PeriodResult unchanged = board.submit(Score.of("m5", 1).at(board.at(0)).neighbours(1));
        assertThat(members(unchanged.neighbours())).containsExactly("m4", "m5", "m6");
        assertThat(board.submit(Score.of("m5", 1).at(board.at(0))).neighbours()).isEmpty();
    }

    @Test
    void find_isInTheOrderAskedFor_andNullForWhoIsNotThere() {
        BoardUnderTest board = crowd(10);
        BoardReply.Found found = board.find(board.all(), "m7", "nobody", "m0", "m7", "");
        assertThat(found.total()).isEqualTo(10);
        assertThat(found.state()).isEqualTo(Page.State.COMPLETE);
        assertThat(found.places())
                .extracting(place -> place == null ? null : place.standing().member())
                .containsExactly("m7", null, "m0", "m7", null);
        BoardReply.Place place = Objects.requireNonNull(found.places().get(0));
        assertThat(Math.abs(place.better() - 6)).isLessThanOrEqualTo(place.error());
        if (can(Ability.EXACT_RANK)) {
            assertThat(place.error()).isZero();
            assertThat(place.standing())
                    .isEqualTo(board.top(board.all(), 10).standings().get(7));
        }
    }

    @Test
    void betterOnes_areThoseWithABetterScore_inEveryStyle() {
        for (RankStyle style : styles()) {
            BoardUnderTest board = crowd(9, style);
            BoardReply.Found found = board.find(board.all(), "m0", "m1", "m2", "m8");
            List<Long> expected = List.of(0L, 0L, 2L, 8L);
            for (int i = 0; i < expected.size(); i++) {
                BoardReply.Place place = Objects.requireNonNull(found.places().get(i));
                assertThat(Math.abs(place.better() - expected.get(i))).isLessThanOrEqualTo(place.error());
            }
        }
    }
}
