package dev.aside.cache.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;

/** Refuses what is not allowed, and says what is. */
final class Check {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern LOWER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private static final Duration LONGEST = Duration.ofDays(3650);

    private Check() {}

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has 1 to 64 letters, digits and . _ -, " + not(name));
        }
        return name;
    }

    static String lower(String what, String name) {
        if (!LOWER.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " has 1 to 63 of the characters a-z, 0-9 and _, " + not(name));
        }
        return name;
    }

    /** Says what was given in place of a name. A URL may hold a password, and is easily given where a name belongs. */
    static String not(String name) {
        return name.contains(":/") ? "and is not a URL" : "not \"" + name + '"';
    }

    static Duration positive(String what, Duration span) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException(what + " is more than zero, not " + span);
        }
        return atMost(span);
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
        return atMost(span);
    }

    /** Returns the span, or ten years if it is longer, as who means for ever says: what is reckoned from it is then still a number. */
    static Duration atMost(Duration span) {
        return atMost(span, LONGEST);
    }

    static Duration atMost(Duration span, Duration longest) {
        return span.compareTo(longest) > 0 ? longest : span;
    }

    static int within(String what, int count, int least, int most, String unit) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(what + " has " + least + " to " + most + " " + unit + ", not " + count);
        }
        return count;
    }
}
