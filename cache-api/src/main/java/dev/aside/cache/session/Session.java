package dev.aside.cache.session;

import dev.aside.cache.OwnChanges;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session as one request has it. What is changed here is changed in the store by {@link SessionStore#save}, and only then:
 * the attributes that were put or removed, and those whose objects were changed in place.
 *
 * <p>{@link Object#toString} says the handle, and never the id.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads, though it is made for one request. <b>Null:</b> a null name or value is
 * a {@link NullPointerException}.
 */
public interface Session extends SessionView {

    /**
     * Returns the id, which whoever has it is let in by: it belongs into the cookie, and nowhere else.
     *
     * @return 43 letters, digits, dashes and underscores, of which 248 bits are by chance
     */
    String id();

    /**
     * Returns whether it is not in the store yet.
     *
     * @return whether it was made by this request
     */
    boolean isNew();

    /**
     * Sets an attribute.
     *
     * @param name its name, 1 to 255 characters, none of which is a control character
     * @param value its value, of a type that the store was told of, or of a core type
     * @throws IllegalArgumentException if the name or the type is not allowed; the message says what is
     */
    void put(String name, Object value);

    /**
     * Removes an attribute, if it is there.
     *
     * @param name its name
     */
    void remove(String name);

    /**
     * Says whose it is, at the login; an id that was known before the login should be {@linkplain #changeId() changed} with it.
     *
     * @param name the name, 1 to 1,024 characters, or null for nobody's
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws SessionUnsupportedException if the backend cannot find sessions by their principal and the store limits them by it
     */
    void principal(@Nullable String name);

    /**
     * Sets how long it lives when nobody comes for it.
     *
     * @param span more than zero; as long as ten years, or longer, which counts as ten years
     * @throws IllegalArgumentException if it is zero or negative
     */
    void idleTimeout(Duration span);

    /**
     * Gives it another id. The store lets in whoever comes by the new one from the {@linkplain SessionStore#save save} on, and by
     * the former one for a short grace; requests that had loaded the session before and change its id, too, get the same new id.
     *
     * @return the new id
     */
    String changeId();

    /**
     * Begins to show this thread what the user of the session has changed in caches, on whatever node, and to note what it changes
     * meanwhile. The session carries that: a {@linkplain SessionStore#save save} stores it with what else has changed, and it alone
     * where nothing else has; of a session that is new, only with attributes.
     *
     * <pre>{@code
     * try (OwnChanges mine = session.ownChanges()) {
     *     …                                          // the request
     * }
     * sessions.save(session);
     * }</pre>
     *
     * @return what ends it when it is closed
     */
    OwnChanges ownChanges();
}
