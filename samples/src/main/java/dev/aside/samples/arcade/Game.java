package dev.aside.samples.arcade;

import dev.aside.samples.arcade.View.Turn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rounds that visitors play. They are played here and not in the page, which knows neither the next number nor how to submit a score.
 * Safe for use by many threads.
 */
final class Game {

    /** Rounds that nobody ends are forgotten when so many others have begun. */
    private static final int MOST = 1_000;

    private final Arcade arcade;
    private final Random dice;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Played> rounds = new LinkedHashMap<>();

    private record Played(String player, Round round) {}

    Game(Arcade arcade, Random dice) {
        this.arcade = arcade;
        this.dice = dice;
    }

    Turn begin(String player) {
        String id = UUID.randomUUID().toString();
        Round round = new Round(dice);
        lock.lock();
        try {
            if (rounds.size() == MOST) {
                rounds.remove(rounds.keySet().iterator().next());
            }
            rounds.put(id, new Played(player, round));
            return Turn.of(id, round, null);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Guesses, and submits the round if it is over. Of a round that is over already nothing is guessed, and it is submitted once more: for
     * a page that has not heard how it ended.
     *
     * @return the turn, or null if there is no such round
     */
    @Nullable
    Turn guess(String id, boolean higher) {
        Played played;
        Turn turn;
        lock.lock();
        try {
            played = rounds.get(id);
            if (played == null) {
                return null;
            }
            Round round = played.round();
            turn = Turn.of(id, round, !round.isOver() && round.guess(higher));
        } finally {
            lock.unlock();
        }
        return turn.left() > 0 ? turn : turn.with(arcade.submit(played.player(), played.round(), id));
    }
}
