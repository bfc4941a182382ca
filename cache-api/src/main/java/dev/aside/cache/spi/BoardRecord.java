package dev.aside.cache.spi;

import org.jspecify.annotations.Nullable;

/**
 * What counts for one member in one window.
 *
 * @param score the score
 * @param column the second column; zero where the board has none
 * @param atMicros when it was reached, microseconds since 1970
 * @param metadata kept with it, or null
 */
public record BoardRecord(
        long score, long column, long atMicros, @Nullable String metadata) {}
