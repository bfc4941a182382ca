package dev.aside.cache;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * How old a served value may be, in one of four modes. Each promises what the one before does, and more.
 *
 * <p>In every mode a load that began before a change was acknowledged stores nothing after it.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class Consistency {

    /** The kinds of promise, weakest first. */
    public enum Mode {
        /** The age of a value is bounded by its expiry. */
        EVENTUAL,
        /** No value is older than a change acknowledged more than the bound before the read began. */
        BOUNDED,
        /** And whoever makes a change reads it: on the process that made it, and by {@link OwnChanges} on any. */
        READ_YOUR_WRITES,
        /** No value is older than the newest change acknowledged before the read began. */
        STRICT
    }

    /** The bound where none is given: 1 second, what a person who pressed a button is ready to wait for. */
    public static final Duration DEFAULT_BOUND = Duration.ofSeconds(1);

    /** The smallest bound: 10 milliseconds, a few ticks of the clock that hits are judged by. */
    public static final Duration MIN_BOUND = Duration.ofMillis(10);

    private static final Duration MAX_BOUND = Duration.ofDays(3650);

    /** {@link Mode#EVENTUAL}. */
    public static final Consistency EVENTUAL = new Consistency(Mode.EVENTUAL, Duration.ofDays(365_000));

    /** {@link Mode#READ_YOUR_WRITES} with the default bound for the changes of others. */
    public static final Consistency READ_YOUR_WRITES = new Consistency(Mode.READ_YOUR_WRITES, DEFAULT_BOUND);

    /** {@link Mode#STRICT}. */
    public static final Consistency STRICT = new Consistency(Mode.STRICT, Duration.ZERO);

    private final Mode mode;
    private final Duration bound;

    private Consistency(Mode mode, Duration bound) {
        this.mode = mode;
        this.bound = bound;
    }

    /**
     * Returns {@link Mode#BOUNDED} with a bound.
     *
     * @param bound at least 10 milliseconds; for zero use {@link #STRICT}; more than ten years are taken as ten years
     * @return the mode
     * @throws CacheConfigurationException if the bound is too small
     */
    public static Consistency bounded(Duration bound) {
        if (bound.compareTo(MIN_BOUND) < 0) {
            throw new CacheConfigurationException(
                    "a bound is at least " + MIN_BOUND + ", not " + bound + "; for none older at all use STRICT");
        }
        return new Consistency(Mode.BOUNDED, bound.compareTo(MAX_BOUND) > 0 ? MAX_BOUND : bound);
    }

    /**
     * Returns the mode that a text names: {@code EVENTUAL}, {@code BOUNDED}, {@code BOUNDED(250ms)}, {@code BOUNDED(1s)},
     * {@code READ_YOUR_WRITES} or {@code STRICT}, in any case.
     *
     * @param text the text
     * @return the mode
     * @throws CacheConfigurationException if the text names none
     */
    public static Consistency parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "EVENTUAL" -> EVENTUAL;
            case "BOUNDED" -> bounded(DEFAULT_BOUND);
            case "READ_YOUR_WRITES" -> READ_YOUR_WRITES;
            case "STRICT" -> STRICT;
            default -> bounded(parseBound(upper));
        };
    }

    private static Duration parseBound(String upper) {
        if (upper.matches("BOUNDED\\(\\d{1,9}(MS|S)\\)")) {
            boolean millis = upper.endsWith("MS)");
            long number = Long.parseLong(upper.substring(8, upper.length() - (millis ? 3 : 2)));
            return millis ? Duration.ofMillis(number) : Duration.ofSeconds(number);
        }
        throw new CacheConfigurationException(
                "a mode is EVENTUAL, BOUNDED, BOUNDED(<n>ms), BOUNDED(<n>s), READ_YOUR_WRITES or STRICT");
    }

    /**
     * Returns the kind of promise.
     *
     * @return the mode
     */
    public Mode mode() {
        return mode;
    }

    /**
     * Returns how long a change may stay unseen after its acknowledgement.
     *
     * @return the bound; zero for STRICT, a thousand years for EVENTUAL
     */
    public Duration bound() {
        return bound;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Consistency that && mode == that.mode && bound.equals(that.bound);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mode, bound);
    }

    @Override
    public String toString() {
        return mode == Mode.BOUNDED ? "BOUNDED(" + bound.toMillis() + "ms)" : mode.name();
    }
}
