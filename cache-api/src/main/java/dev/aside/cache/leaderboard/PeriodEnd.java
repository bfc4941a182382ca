package dev.aside.cache.leaderboard;

/**
 * A period has ended, and its ranking is final but for members that are removed.
 *
 * @param period which
 * @param span from when to when it was
 * @param ranking how it has ended; it can be read for as long as the board was built to
 */
public record PeriodEnd(Period period, Period.Span span, Ranking ranking) {}
