package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a builder was told, each setting once. */
final class Settings {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private final String name;
    private final Map<Setting, Object> values = new LinkedHashMap<>();

    Settings(String name) {
        this.name = name;
    }

    /** A setting, by the name of the builder's method. */
    interface Setting {
        String method();
    }

    void set(Setting knob, @Nullable Object value) {
        Objects.requireNonNull(value, knob.method());
        Object before = values.putIfAbsent(knob, value);
        if (before != null) {
            throw refused(knob.method() + " is set already, to " + before + ", and now to " + value);
        }
    }

    boolean has(Setting knob) {
        return values.containsKey(knob);
    }

    /** Returns what was set. Each knob is set by one method, which gives it its type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> @Nullable T get(Setting knob) {
        return (T) values.get(knob);
    }

    @SuppressWarnings("unchecked")
    <T> T get(Setting knob, T byDefault) {
        Object value = values.get(knob);
        return value == null ? byDefault : (T) value;
    }

    /** Returns a span as it was set, but no longer than the longest: sums of spans must not overflow. */
    @Nullable
    Duration span(Setting knob, Duration least) {
        Duration span = get(knob);
        if (span == null) {
            return null;
        }
        if (span.compareTo(least) < 0) {
            throw refused(knob.method() + " is at least " + least + ", not " + span);
        }
        return span.compareTo(LONGEST) > 0 ? LONGEST : span;
    }

    Duration span(Setting knob, Duration least, Duration byDefault) {
        Duration span = span(knob, least);
        return span == null ? byDefault : span;
    }

    long atLeast(Setting knob, long least, long byDefault) {
        long value = this.<Number>get(knob, byDefault).longValue();
        if (value < least) {
            throw refused(knob.method() + " is at least " + least + ", not " + value);
        }
        return value;
    }

    void exclude(Setting one, Setting other) {
        if (has(one) && has(other)) {
            throw refused(one.method() + "(" + values.get(one) + ") and " + other.method() + "(" + values.get(other)
                    + ") exclude each other");
        }
    }

    void ordered(Setting lower, @Nullable Duration low, Setting upper, @Nullable Duration high) {
        if (low != null && high != null && low.compareTo(high) > 0) {
            throw refused(lower.method() + " is " + low + " and must not be above " + upper.method() + ", " + high);
        }
    }

    CacheConfigurationException refused(String why) {
        return new CacheConfigurationException(name + ": " + why);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((knob, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(knob.method())
                .append('=')
                .append(value));
        return text.toString();
    }
}
