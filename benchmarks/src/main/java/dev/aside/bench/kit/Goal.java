package dev.aside.bench.kit;

import java.math.BigDecimal;

/**
 * Where a figure is meant to be.
 *
 * @param key the figure's name in the last line
 * @param weight whether it is a must or an aim
 * @param side whether the bound is a floor or a ceiling
 * @param bound the bound itself, allowed
 */
public record Goal(String key, Weight weight, Side side, double bound) {
    /** How much hangs on a goal. */
    public enum Weight {
        /** A figure on the wrong side is a defect. */
        MUST,
        /** A figure on the right side is welcome. */
        AIM
    }

    /** Which side of the bound is the right one. */
    public enum Side {
        /** The bound or more. */
        AT_LEAST,
        /** The bound or less. */
        AT_MOST
    }

    /** What the rounds say about a goal. */
    public enum Verdict {
        /** Every round is on the right side. */
        MET("met"),
        /** Every round is on the wrong side. */
        MISSED("missed"),
        /** The goal lies inside the spread, or there are too few rounds to know the spread. */
        NOT_SHOWN("not shown");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Fewer rounds than these show nothing. */
    static final int ROUNDS_THAT_SHOW = 3;

    /**
     * Judges a figure by its rounds, never by the figure alone.
     *
     * @param spread the figure and its rounds
     * @return met or missed where every round agrees, otherwise not shown
     */
    public Verdict judge(Spread spread) {
        if (spread.rounds() < ROUNDS_THAT_SHOW) {
            return Verdict.NOT_SHOWN;
        }
        boolean lowIsRight = right(spread.low());
        boolean highIsRight = right(spread.high());
        if (lowIsRight != highIsRight) {
            return Verdict.NOT_SHOWN;
        }
        return lowIsRight ? Verdict.MET : Verdict.MISSED;
    }

    private boolean right(double value) {
        return side == Side.AT_LEAST ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
        return (weight == Weight.MUST ? "must " : "aim ") + (side == Side.AT_LEAST ? ">= " : "<= ") + number;
    }
}
