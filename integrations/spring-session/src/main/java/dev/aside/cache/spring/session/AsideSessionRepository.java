package dev.aside.cache.spring.session;

import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionGoneException;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.session.SessionView;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * Keeps Spring Session's sessions in a store of Aside's.
 *
 * <p>A request that is slower than a logout saves a session that has ended: that is not an error, and makes nothing anew.
 *
 * <p>Ids are not stored, so sessions that are found by their principal have their handle in the place of the id. It is good for
 * {@link #deleteById}, and lets in nobody.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class AsideSessionRepository implements FindByIndexNameSessionRepository<AsideSession> {

    private static final System.Logger LOGGER = System.getLogger(AsideSessionRepository.class.getName());

    /** What is longer is an id, or nothing. */
    private static final int HANDLE_LENGTH = 22;

    private final PrincipalNames principals = new PrincipalNames();
    private final SessionStore store;
    private final ApplicationEventPublisher publisher;

    /**
     * Creates a repository.
     *
     * @param store where the sessions are; whoever made it closes it
     * @param publisher told of sessions that are created and deleted here
     */
    public AsideSessionRepository(SessionStore store, ApplicationEventPublisher publisher) {
        this.store = Objects.requireNonNull(store, "store");
        this.publisher = Objects.requireNonNull(publisher, "publisher");
    }

    @Override
    public AsideSession createSession() {
        return AsideSession.of(store.create());
    }

    @Override
    public void save(AsideSession wrapped) {
        Session session = wrapped.session();
        if (session == null) {
            throw new IllegalArgumentException("a session that was found by its principal can only be looked at");
        }
        boolean isFirst = session.isNew() && !wrapped.isAnnounced();
        if (wrapped.principalMayHaveChanged()) {
            String name = principals.of(wrapped);
            if (!Objects.equals(name, session.principal())) {
                session.principal(name);
            }
        }
        try {
            store.save(session);
        } catch (SessionGoneException e) {
            LOGGER.log(Level.DEBUG, () -> wrapped + " has ended meanwhile, and stays out");
            return;
        }
        if (isFirst && !session.names().isEmpty()) {
            wrapped.announced();
            publisher.publishEvent(new SessionCreatedEvent(this, wrapped));
        }
    }

    @Override
    public @Nullable AsideSession findById(String id) {
        Session session = store.load(id);
        return session == null ? null : AsideSession.of(session);
    }

    /**
     * Ends a session.
     *
     * @param id its id, or its handle
     */
    @Override
    public void deleteById(String id) {
        if (id.length() == HANDLE_LENGTH) {
            store.deleteByHandle(id);
            return;
        }
        AsideSession session = findById(id);
        if (session != null && store.delete(id)) {
            publisher.publishEvent(new SessionDeletedEvent(this, session));
        }
    }

    @Override
    public Map<String, AsideSession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        if (!PRINCIPAL_NAME_INDEX_NAME.equals(indexName)) {
            return Map.of();
        }
        Map<String, AsideSession> found = new HashMap<>();
        store.findByPrincipal(indexValue).forEach(view -> found.put(view.handle(), AsideSession.of(view)));
        return found;
    }

    /** A session has ended by itself. */
    void expired(SessionView view) {
        publisher.publishEvent(new SessionExpiredEvent(this, AsideSession.of(view)));
    }
}
