package dev.aside.cache.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions where all nodes of an application find them.
 *
 * <pre>{@code
 * SessionStore sessions = aside.sessions("web").secret(secret).attribute("basket", Basket.class).build();
 * Session session = sessions.create();
 * session.put("basket", basket);
 * sessions.save(session);
 * Session again = sessions.load(session.id());
 * }</pre>
 *
 * <p>A session that was ended is not made again by whatever comes late: a save of it is a {@link SessionGoneException}. Ids that
 * the store has not issued are never taken over. Requests that change different attributes of one session at once all keep what
 * they have changed, unless the store was built for something stricter ({@link SessionConcurrency}).
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. <b>Blocking:</b> a call waits for the server no longer than the
 * operation time-out, a few of them where it says so. <b>Null:</b> a null argument is a {@link NullPointerException}.
 *
 * <p><b>Errors:</b> where the server does not answer, what happens is as the store was built ({@link SessionOutage}); by default a
 * {@link dev.aside.cache.CacheUnavailableException}. Messages hold neither ids nor values.
 *
 * <p>Made by Aside alone: a later version may add methods.
 */
public interface SessionStore {

    /**
     * Returns the name, which is unique within its {@code Aside}.
     *
     * @return the name
     */
    String name();

    /**
     * Makes a session. Nothing is stored until it is saved: visitors without attributes cost the server nothing.
     *
     * @return a new session
     */
    Session create();

    /**
     * Loads a session, and lets it live on.
     *
     * @param id what a request brought, whatever it is: what cannot be an id is not looked up
     * @return the session, or null if there is none of this id: it was never issued, has ended, or another was issued in its
     *     place
     * @throws SessionBusyException if another request has it alone for too long, where the store was built for that
     */
    @Nullable
    Session load(String id);

    /**
     * Stores what has been changed in a session, in one step: all of it or nothing. Of one without changes nothing is stored,
     * also of a new one.
     *
     * @param session a session of this store
     * @throws SessionGoneException if it has ended meanwhile
     * @throws SessionConflictException if others have changed it meanwhile, where the store was built to refuse that
     * @throws SessionFullException if it has too many attributes, or too large ones
     * @throws SessionLimitException if the principal has too many sessions, where the store was built to refuse that
     * @throws dev.aside.cache.CacheUnavailableException if the server does not answer: it may have been saved all the same
     * @throws dev.aside.cache.CacheCodecException if an attribute cannot be encoded
     */
    void save(Session session);

    /**
     * Ends a session: it is not let in from then on, on any node.
     *
     * @param session a session of this store
     */
    void delete(Session session);

    /**
     * Ends the session of an id.
     *
     * @param id what a request brought, whatever it is
     * @return whether there was one
     */
    boolean delete(String id);

    /**
     * Ends a session by its handle, for example another device of a user.
     *
     * @param handle the handle of one of this store's sessions
     * @throws IllegalArgumentException if it is none
     */
    void deleteByHandle(String handle);

    /**
     * Finds the sessions of a principal.
     *
     * @param name the principal's name
     * @return those that live, those first that were used longest ago
     * @throws SessionUnsupportedException if the backend cannot find them
     */
    List<SessionView> findByPrincipal(String name);

    /**
     * Returns the counts.
     *
     * @return counts as of now
     */
    SessionStats stats();
}
