/** Leaderboards over any backend. Exported to nobody. */
@NullMarked
package dev.aside.cache.engine.leaderboard;

import org.jspecify.annotations.NullMarked;
