package dev.aside.simulation.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a transaction, in the order of the database.
 *
 * @param <V> the type of the values
 * @param place its place in that order
 * @param timeline the timeline on which it was committed
 * @param nanos when, by true time
 * @param rows what it wrote, null for a row that it removed; nothing if it only marks the beginning of a timeline
 */
public record Commit<V>(long place, int timeline, long nanos, Map<Integer, @Nullable V> rows) {}
