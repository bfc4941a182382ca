package dev.aside.samples.arcade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RoundTest {

    /** Draws the same each time. */
    private static final class Loaded extends Random {
        private static final long serialVersionUID = 1L;
        private final int drawn;

        Loaded(int drawn) {
            this.drawn = drawn;
        }

        @Override
        public int nextInt(int bound) {
            return Math.min(drawn, bound - 1);
        }
    }

    @Test
    void aRightGuessBringsTheMore_theBolderItWas() {
        Round round = new Round(new Loaded(69));
        assertThat(round.number()).isEqualTo(70);
        assertThat(round.worth(true)).isEqualTo(33);
        assertThat(round.worth(false)).isEqualTo(14);
        assertThat(round.guess(true)).isTrue();
        assertThat(round.points()).isEqualTo(33);
        assertThat(round.left()).isEqualTo(Round.GUESSES - 1);
    }

    @Test
    void theNextNumberIsNeverTheSame() {
        for (int seed = 0; seed < 1_000; seed++) {
            Round round = new Round(new Random(seed));
            int before = round.number();
            boolean right = round.guess(true);
            assertThat(round.number()).isBetween(1, Round.NUMBERS).isNotEqualTo(before);
            assertThat(right).isEqualTo(round.number() > before);
        }
    }

    @Test
    void theFirstWrongGuessEndsTheRound_withWhatWasWonBefore() {
        Round round = new Round(new Loaded(69));
        assertThat(round.guess(true)).isTrue();
        assertThat(round.guess(true)).isFalse();
        assertThat(round.isOver()).isTrue();
        assertThat(round.points()).isEqualTo(33);
        assertThat(round.right()).isOne();
        assertThatThrownBy(() -> round.guess(true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theTenthGuessEndsTheRound() {
        Random dice = new Random(1);
        Round lucky = Stream.generate(() -> played(dice))
                .filter(round -> round.right() == Round.GUESSES)
                .findFirst()
                .orElseThrow();
        assertThat(lucky.isOver()).isTrue();
    }

    private static Round played(Random dice) {
        Round round = new Round(dice);
        while (!round.isOver()) {
            boolean unused = round.guess(round.number() <= Round.NUMBERS / 2);
        }
        return round;
    }

    @Test
    void whatCannotBeRightBringsNothing() {
        assertThat(new Round(new Loaded(99)).worth(true)).isZero();
        assertThat(new Round(new Loaded(0)).worth(false)).isZero();
    }
}
