package dev.aside.cache.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a session without its id. Times are by the clock of the store's server.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 *
 * <p>Made by Aside alone: a later version may add methods.
 */
public interface SessionView {

    /**
     * Returns what the session is known by where its id must not be seen: in logs, in lists of a user's devices, and on the
     * server. It stays the same when the id changes, and nobody can make the id of it.
     *
     * @return 22 letters, digits, dashes and underscores
     */
    String handle();

    /**
     * Returns when it was made.
     *
     * @return the time
     */
    Instant createdAt();

    /**
     * Returns when it was last come for. That is noted ten times in the idle time-out at most, so that most requests need not
     * write; it is older than the last request by no more than a tenth of it.
     *
     * @return the time
     */
    Instant lastAccessedAt();

    /**
     * Returns how long it lives when nobody comes for it.
     *
     * @return the span
     */
    Duration idleTimeout();

    /**
     * Returns whose it is.
     *
     * @return the name that it was given, or null if it is nobody's yet
     */
    @Nullable
    String principal();

    /**
     * Returns the names of its attributes, those among them that cannot be read.
     *
     * @return an unmodifiable copy, in no order
     */
    Set<String> names();

    /**
     * Returns an attribute. It is decoded when it is first asked for. One that cannot be read, since its type has changed or is
     * not allowed any more, counts as not there, is counted by {@link SessionStats#unreadable()}, and stays in the store as it
     * is until it is replaced or removed: another version of the application may be able to read it.
     *
     * @param name its name
     * @return the value, or null if there is none
     */
    @Nullable
    Object get(String name);

    /**
     * Returns an attribute of a type.
     *
     * @param <T> the type
     * @param name its name
     * @param type the class; of a primitive type its box
     * @return the value, or null if there is none
     * @throws ClassCastException if it is of another type
     */
    default <T> @Nullable T get(String name, Class<T> type) {
        return type.cast(get(name));
    }
}
