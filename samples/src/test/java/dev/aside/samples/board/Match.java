package dev.aside.samples.board;

import dev.aside.cache.leaderboard.Score;
import java.time.Instant;

/** A row of the table: what somebody has reached in a match. */
record Match(long id, String player, long points, Instant at) {

    /** Its id makes it count once on a board that sums up, whether it is submitted or comes by a rebuild. */
    Score score() {
        return Score.of(player, points).at(at).operation("match-" + id);
    }
}
