package dev.aside;

import dev.aside.cache.engine.session.SessionOptions;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionOverflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks the settings of a session store, and fills in the defaults. */
final class SessionSettings {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration NEAREST = Duration.ofMillis(100);

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration EXCLUSIVE = Duration.ofSeconds(10);
    private static final Duration LOCAL = Duration.ofMinutes(10);
    private static final Duration NEAR = Duration.ofSeconds(1);
    private static final Duration OPERATION = Duration.ofMillis(100);

    private static final long SESSIONS = 100_000;
    private static final long ATTRIBUTES = 256;
    private static final long BYTES = 64 << 10;

    private final Settings settings;

    SessionSettings(String name) {
        this.settings = new Settings(name);
    }

    void set(SessionKnob knob, Object value) {
        settings.set(knob, value);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> @Nullable T get(SessionKnob knob) {
        return settings.get(knob);
    }

    <T> T get(SessionKnob knob, T byDefault) {
        return settings.get(knob, byDefault);
    }

    RuntimeException refused(String why) {
        return settings.refused(why);
    }

    SessionOptions.Life life() {
        Duration idle = settings.span(SessionKnob.IDLE_TIMEOUT, MILLI, IDLE);
        Duration longest = settings.span(SessionKnob.LONGEST_LIFE, MILLI, LONGEST);
        boolean isSet = settings.has(SessionKnob.LONGEST_LIFE) && settings.has(SessionKnob.IDLE_TIMEOUT);
        if (isSet) {
            settings.ordered(SessionKnob.IDLE_TIMEOUT, idle, SessionKnob.LONGEST_LIFE, longest);
        }
        Duration grace = settings.span(SessionKnob.ID_GRACE, Duration.ZERO, GRACE);
        return new SessionOptions.Life(idle, longest.compareTo(idle) < 0 ? idle : longest, grace);
    }

    SessionOptions.Limits limits() {
        return new SessionOptions.Limits(
                settings.atLeast(SessionKnob.MAXIMUM_SESSIONS, 1, SESSIONS),
                Math.toIntExact(settings.atLeast(SessionKnob.MAXIMUM_ATTRIBUTES, 1, ATTRIBUTES)),
                settings.atLeast(SessionKnob.MAXIMUM_BYTES, 1, BYTES),
                Math.toIntExact(
                        settings.has(SessionKnob.MAXIMUM_PER_PRINCIPAL)
                                ? settings.atLeast(SessionKnob.MAXIMUM_PER_PRINCIPAL, 1, 1)
                                : 0),
                settings.get(SessionKnob.OVERFLOW, SessionOverflow.REFUSE),
                settings.span(SessionKnob.OPERATION_TIMEOUT, MILLI, OPERATION),
                settings.span(SessionKnob.EXCLUSIVE_FOR, MILLI.multipliedBy(10), EXCLUSIVE));
    }

    SessionOptions.Outage outage() {
        SessionOutage policy = settings.get(SessionKnob.WHEN_UNAVAILABLE, SessionOutage.FAIL);
        if (settings.has(SessionKnob.LOCAL_FOR) && policy != SessionOutage.LOCAL) {
            throw settings.refused("localFor is set, and whenUnavailable is " + policy);
        }
        return new SessionOptions.Outage(policy, settings.span(SessionKnob.LOCAL_FOR, MILLI, LOCAL));
    }

    /** Returns how old an answer of this process may be, or null if it gives none. */
    @Nullable
    Duration nearBound() {
        Duration bound = settings.span(SessionKnob.NEAR_BOUND, Duration.ZERO, NEAR);
        if (!bound.isZero() && bound.compareTo(NEAREST) < 0) {
            throw settings.refused("nearBound is zero, or at least " + NEAREST + ", not " + bound);
        }
        return bound.isZero() ? null : bound;
    }
}
