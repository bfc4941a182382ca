package dev.aside.cache.spring.session;

import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of Aside's as Spring Session has it.
 *
 * <p><b>Thread-safety:</b> as the session behind it.
 */
public final class AsideSession implements org.springframework.session.Session {

    /** An attribute that every session has, and that is not stored: the session itself, which a filter finds so. */
    static final String ITSELF = AsideSession.class.getName();

    private final SessionView view;
    private final @Nullable Session session;
    private volatile Instant accessed;
    private volatile boolean principalMayHaveChanged;
    private volatile boolean isAnnounced;

    private AsideSession(SessionView view, @Nullable Session session) {
        this.view = view;
        this.session = session;
        this.accessed = view.lastAccessedAt();
    }

    static AsideSession of(Session session) {
        return new AsideSession(session, session);
    }

    /** One that can only be looked at: its id is not known, and its handle stands in the id's place. */
    static AsideSession of(SessionView view) {
        return new AsideSession(view, null);
    }

    private Session changeable() {
        if (session == null) {
            throw new UnsupportedOperationException(
                    "a session that was found by its principal, or has ended, can only be looked at");
        }
        return session;
    }

    /** Returns the session, or null if it can only be looked at. */
    @Nullable
    Session session() {
        return session;
    }

    /** Returns whether an attribute was set or removed from which the principal's name may come. */
    boolean principalMayHaveChanged() {
        return principalMayHaveChanged;
    }

    /** Returns whether the application has been told of it. */
    boolean isAnnounced() {
        return isAnnounced;
    }

    void announced() {
        isAnnounced = true;
    }

    /**
     * Returns what it is known by where its id must not be seen.
     *
     * @return the handle
     */
    public String handle() {
        return view.handle();
    }

    /**
     * Returns the id; of a session that was found by its principal, or has ended, the handle.
     *
     * @return the id
     */
    @Override
    public String getId() {
        return session == null ? view.handle() : session.id();
    }

    @Override
    public String changeSessionId() {
        return changeable().changeId();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Spring Session's own signature
    public <T> @Nullable T getAttribute(String name) {
        return (T) (ITSELF.equals(name) ? this : view.get(name));
    }

    @Override
    public Set<String> getAttributeNames() {
        return view.names();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        principalMayHaveChanged |= PrincipalNames.isSource(name);
        if (value == null) {
            changeable().remove(name);
        } else {
            changeable().put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        setAttribute(name, null);
    }

    @Override
    public Instant getCreationTime() {
        return view.createdAt();
    }

    /** Is kept for the request only: the store notes by itself that a session is in use. */
    @Override
    public void setLastAccessedTime(Instant time) {
        accessed = time;
    }

    @Override
    public Instant getLastAccessedTime() {
        return accessed;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        changeable().idleTimeout(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return view.idleTimeout();
    }

    /** Whether it has ended is the store's to say, and it answers with no such session. */
    @Override
    public boolean isExpired() {
        return false;
    }

    /** Says the handle, and not the id. */
    @Override
    public String toString() {
        return "AsideSession[" + view.handle() + "]";
    }
}
