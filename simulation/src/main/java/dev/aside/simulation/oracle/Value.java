package dev.aside.simulation.oracle;

import org.jspecify.annotations.Nullable;

/**
 * A value, which says of itself what it is.
 *
 * @param key the key that it belongs to
 * @param id its number, unique in a run
 */
public record Value(int key, int id) {
    @Override
    public String toString() {
        return "v" + id;
    }

    /** Returns the name of a value, or of its absence, in a story. */
    public static String name(@Nullable Object value) {
        return value instanceof Value one ? one.toString() : "absent";
    }
}
