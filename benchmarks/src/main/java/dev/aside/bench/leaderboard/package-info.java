/** What a submission that is answered with its rank costs, and who is around one. */
@NullMarked
package dev.aside.bench.leaderboard;

import org.jspecify.annotations.NullMarked;
