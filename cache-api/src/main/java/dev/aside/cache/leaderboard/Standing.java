package dev.aside.cache.leaderboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a member stands in one period.
 *
 * @param member who
 * @param rank the rank, from 1, counted in the board's style
 * @param rankError by how much the rank may be wrong, either way; 0 where it is exact
 * @param score the score that counts, as a whole number of the board's smallest unit
 * @param column the second column; 0 where the board has none
 * @param at when the score was reached, to the microsecond
 * @param metadata the last that was submitted with a score of the member that counted, or null if none was
 */
public record Standing(
        String member,
        long rank,
        long rankError,
        long score,
        long column,
        Instant at,
        @Nullable String metadata) {}
