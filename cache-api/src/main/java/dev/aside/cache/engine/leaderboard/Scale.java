package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.BoardDefinition;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decimal scores as whole numbers of the smallest unit, exactly or not at all.
 *
 * @param decimals how many digits are behind the point
 */
record Scale(int decimals) {

    private static final BigInteger MOST = BigInteger.valueOf(BoardDefinition.MAXIMUM_SCORE);

    /** What is longer is not looked at: it may have a million digits. */
    private static final int LONGEST = 400;

    long scaled(double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("a score is a number, and finite");
        }
        return scaled(BigDecimal.valueOf(score));
    }

    long scaled(BigDecimal score) {
        if (Math.abs((long) score.scale()) > LONGEST || score.precision() > LONGEST) {
            throw beyond();
        }
        BigInteger units;
        try {
            units = score.movePointRight(decimals).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a score has up to " + decimals + " decimals", e);
        }
        if (units.abs().compareTo(MOST) > 0) {
            throw beyond();
        }
        return units.longValueExact();
    }

    private static IllegalArgumentException beyond() {
        return new IllegalArgumentException(
                "a score is within -" + MOST + " and " + MOST + " of the board's smallest unit, where it is exact");
    }

    BigDecimal unscaled(long score) {
        return BigDecimal.valueOf(score, decimals);
    }
}
