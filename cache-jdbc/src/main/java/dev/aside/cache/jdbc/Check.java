package dev.aside.cache.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;

/** Refuses what is not allowed, and says what is. */
final class Check {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Check() {}

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has 1 to 64 letters, digits and . _ -, not \"" + name + '"');
        }
        return name;
    }

    static Duration positive(String what, Duration span) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException(what + " is more than zero, not " + span);
        }
        return span;
    }

    static long positive(String what, long count) {
        if (count <= 0) {
            throw new IllegalArgumentException(what + " is more than zero, not " + count);
        }
        return count;
    }

    static Duration atLeast(String what, Duration span, Duration least) {
        if (span.compareTo(least) < 0) {
            throw new IllegalArgumentException(what + " is at least " + least + ", not " + span);
        }
        return span;
    }

    static int within(String what, int count, int least, int most, String unit) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(what + " has " + least + " to " + most + " " + unit + ", not " + count);
        }
        return count;
    }
}
