package dev.aside.bench.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoardTest {
    private static final int COUNT = 1_000;

    @ParameterizedTest
    @EnumSource(Local.class)
    void everyBoardInThisProcessTellsTheRanksThatASortTells(Local local) {
        try (Board board = LocalLoop.open(local)) {
            requireRanks(board, new Members(COUNT));
        }
    }

    /** Fills a board, and requires of it what a sort says. */
    static void requireRanks(Board board, Members members) {
        members.fill(board);
        Random random = new Random(7);
        for (int submitted = 0; submitted < 200; submitted++) {
            int member = members.own(submitted % 8, random);
            String name = members.name(member);
            assertThat(board.submit(name, members.raise(member, random))).isEqualTo(members.rank(member));
            assertThat(board.rank(name)).isEqualTo(members.rank(member));
            assertThat(board.around(name)).isBetween(Board.EACH + 1, 2 * Board.EACH + 1);
        }
        assertThat(board.top(10)).isEqualTo(10);
    }

    @Test
    void aThreadRaisesItsOwnMembersAlone() {
        Members members = new Members(COUNT);
        Random random = new Random(7);
        for (int drawn = 0; drawn < COUNT; drawn++) {
            assertThat(members.own(3, random) % 8).isEqualTo(3);
        }
    }

    @Test
    void aRaisedScoreIsBetter() {
        Members members = new Members(COUNT);
        Random random = new Random(7);
        long first = members.raise(3, random);
        assertThat(members.raise(3, random)).isGreaterThan(first);
    }
}
