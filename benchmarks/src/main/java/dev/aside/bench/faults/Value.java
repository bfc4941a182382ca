package dev.aside.bench.faults;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is cached: whose it is and which version, so that a value in the wrong place, or one that was never written, is known for what it
 * is.
 *
 * @param object whose it is
 * @param version of the object
 */
record Value(int object, long version) {
    /** All objects begin with it. */
    static final long FIRST = 0;

    private static final int PADDING = 64;

    /** As it is stored: long enough that a damaged byte has something to hit. */
    String text() {
        return String.format(Locale.ROOT, "%d:%d:", object, version) + "v".repeat(PADDING);
    }

    /** Reads what a cache has answered; null if that is nothing that was ever written. */
    static @Nullable Value parse(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,3}:[0-9]{1,15}:v{" + PADDING + "}")) {
            return null;
        }
        String[] parts = text.split(":", 3);
        return new Value(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }
}
