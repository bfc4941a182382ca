/** Leaderboards over a database, which has the truth: made anew from it while people play, and after a server was lost. */
@NullMarked
package dev.aside.samples.board;

import org.jspecify.annotations.NullMarked;
