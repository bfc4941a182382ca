package dev.aside;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How keys of well-known types are read that are told as text. */
final class KeyTexts {

    private KeyTexts() {}

    /** Returns how a key is read, or null if nobody knows. */
    @SuppressWarnings("unchecked") // each is what its type says
    static <K> @Nullable Function<String, ? extends K> of(Class<K> type) {
        Function<String, ?> reading = reading(type);
        return (Function<String, ? extends K>) reading;
    }

    private static @Nullable Function<String, ?> reading(Class<?> type) {
        if (type == String.class) {
            return text -> text;
        } else if (type == Long.class) {
            return Long::valueOf;
        } else if (type == Integer.class) {
            return Integer::valueOf;
        }
        return type == UUID.class ? UUID::fromString : null;
    }
}
