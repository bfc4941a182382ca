/**
 * Leaderboards: who has which score, and who is ahead of whom, in periods that end. {@link dev.aside.cache.leaderboard.Leaderboard} is
 * what a caller types.
 */
@NullMarked
package dev.aside.cache.leaderboard;

import org.jspecify.annotations.NullMarked;
