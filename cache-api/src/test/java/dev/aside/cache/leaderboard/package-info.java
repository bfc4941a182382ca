@NullMarked
package dev.aside.cache.leaderboard;

import org.jspecify.annotations.NullMarked;
