package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A member's row in a list.
 *
 * @param member who
 * @param bytes its name's bytes, a char each
 * @param score what counts
 * @param column the second column
 * @param atMicros when it was reached
 * @param metadata kept with it, or null
 */
record NaiveRow(
        String member,
        String bytes,
        long score,
        long column,
        long atMicros,
        @Nullable String metadata) {

    static NaiveRow of(String member, BoardRecord record) {
        String bytes = new String(member.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new NaiveRow(member, bytes, record.score(), record.column(), record.atMicros(), record.metadata());
    }

    BoardRecord record() {
        return new BoardRecord(score, column, atMicros, metadata);
    }

    Standing standing(long rank) {
        return new Standing(member, rank, 0, score, column, Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS), metadata);
    }
}
