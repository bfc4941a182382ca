package dev.aside.samples.arcade;

import java.util.Random;

/**
 * One round of the game: is the next number higher or lower? A right guess is worth the more, the bolder it was, so that all guesses are
 * worth the same on average. The first wrong one ends the round. Not safe for use by many threads.
 */
final class Round {

    /** The numbers are 1 to this. */
    static final int NUMBERS = 100;

    /** How many guesses there are at most. */
    static final int GUESSES = 10;

    private static final int OTHERS = NUMBERS - 1;
    private static final int WORTH = 10;

    private final Random dice;
    private int number;
    private int left = GUESSES;
    private int right;
    private int points;

    Round(Random dice) {
        this.dice = dice;
        this.number = 1 + dice.nextInt(NUMBERS);
    }

    int number() {
        return number;
    }

    int points() {
        return points;
    }

    /** How many guesses were right. */
    int right() {
        return right;
    }

    /** How many guesses are left. */
    int left() {
        return left;
    }

    boolean isOver() {
        return left == 0;
    }

    /** What a guess brings if it is right; nothing if it cannot be. */
    int worth(boolean higher) {
        int chances = higher ? NUMBERS - number : number - 1;
        return chances == 0 ? 0 : WORTH * OTHERS / chances;
    }

    /**
     * Guesses. The next number is never the same.
     *
     * @param higher whether the next number is guessed to be higher
     * @return whether that is right
     * @throws IllegalStateException if the round is over
     */
    boolean guess(boolean higher) {
        if (isOver()) {
            throw new IllegalStateException("the round is over");
        }
        int drawn = 1 + dice.nextInt(OTHERS);
        int next = drawn < number ? drawn : drawn + 1;
        boolean isRight = next > number == higher;
        points += isRight ? worth(higher) : 0;
        right += isRight ? 1 : 0;
        left = isRight ? left - 1 : 0;
        number = next;
        return isRight;
    }
}
