package dev.aside.simulation.run;

import dev.aside.cache.route.CommitPosition;

/**
 * A commit, as the one who made it knows it.
 *
 * @param key the key
 * @param place its place in the key's history
 * @param position its position in the database
 */
record Committed(int key, int place, CommitPosition position) {}
