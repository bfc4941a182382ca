package dev.aside.cache.engine.session;

import dev.aside.cache.CacheClosedException;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.engine.Breaker;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionStats;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.session.SessionUnsupportedException;
import dev.aside.cache.session.SessionView;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The session store: a request's way to a session, and back. */
public final class EngineSessions implements SessionStore, AutoCloseable {

    private final SessionOptions options;
    private final Ports ports;
    private final SessionSlots slots;
    private final SessionIds ids;
    private final StoredForm form;
    private final SessionCounts counts = new SessionCounts();
    private final Asking asking;
    private final WarmSessions warm;
    private final Refuge refuge;
    private final Endings endings;
    private final Saving saving;
    private final @Nullable Principals principals;
    private final @Nullable Expiries expiries;
    private final Exclusive exclusive;
    private volatile boolean closed;

    private EngineSessions(SessionOptions options, Ports ports, SessionBackend backend) {
        this.options = options;
        this.ports = ports;
        this.slots = backend.open(spec(options), ports.runtime());
        this.ids = new SessionIds(options.secrets(), options.name(), options.random());
        this.form =
                new StoredForm(options, slots.form(), counts, ports.runtime().ticker());
        Breaker breaker = new Breaker(ports.runtime().ticker());
        SessionSteps steps =
                new SessionSteps(slots, breaker, options.limits().operation(), options.name(), ports.recorder());
        this.asking = new Asking(steps, options, ports.backend().name(), counts);
        this.warm = WarmSessions.of(
                options.name(), slots, nearBound(), ports.localTiers(), ports.stripes(), ports.runtime());
        this.refuge = new Refuge(options, slots::timeMillis, ports.runtime(), steps);
        this.endings = new Endings(steps, ports.runtime());
        this.principals = backend.abilities().contains(SessionBackend.Ability.PRINCIPALS)
                ? new Principals(ids, asking, options, form, this::forget)
                : null;
        this.expiries = expiries(steps);
        this.exclusive = new Exclusive(options, asking, ports.runtime());
        this.saving = new Saving(
                options, asking, principals, expiries != null, counts, new Knowing(options, warm, slots::timeMillis));
    }

    /**
     * Builds a store.
     *
     * @param options what it was told
     * @param ports what it shares with the caches of its {@code Aside}
     * @param backend the ability to keep sessions
     * @return the store, which its {@code Aside} closes
     */
    public static EngineSessions build(SessionOptions options, Ports ports, SessionBackend backend) {
        EngineSessions sessions = new EngineSessions(options, ports, backend);
        if (sessions.expiries != null) {
            sessions.expiries.start();
        }
        return sessions;
    }

    private static SessionSpec spec(SessionOptions options) {
        SessionOptions.Limits limits = options.limits();
        long keep = options.onExpiry() == null ? 0 : Expiries.KEPT.toMillis();
        return new SessionSpec(options.name(), limits.sessions(), limits.attributes(), limits.bytes(), keep);
    }

    /** A session that others may have alone is never answered by this process. */
    private java.time.@Nullable Duration nearBound() {
        return options.concurrency() == SessionConcurrency.EXCLUSIVE ? null : options.nearBound();
    }

    private @Nullable Expiries expiries(SessionSteps steps) {
        var listener = options.onExpiry();
        return listener == null
                ? null
                : new Expiries(options.name(), steps, ports.runtime(), form, slots::timeMillis, listener, counts);
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Session create() {
        checkOpen();
        long now = slots.timeMillis();
        SessionOptions.Life life = options.life();
        return StoredSession.created(
                ids,
                form,
                new SessionSlot.Times(
                        now, now, life.idle().toMillis(), now + life.longest().toMillis()));
    }

    @Override
    public @Nullable Session load(String id) {
        checkOpen();
        SessionId parsed = ids.parse(Objects.requireNonNull(id, "id"));
        Session found = parsed == null || endings.hasEnded(parsed.key()) ? null : load(parsed);
        if (found == null) {
            counts.misses.increment();
        }
        return found;
    }

    private @Nullable Session load(SessionId id) {
        Live near = warm.get(id, slots.timeMillis());
        if (near != null) {
            counts.nearHits.increment();
            return StoredSession.loaded(ids, form, near, id, 0);
        }
        WarmSessions.Before before = warm.before(id.key());
        long hold = exclusive.stamp();
        SessionReply reply = refuge.holds(id.key())
                ? refuge.apply(new SessionStep.Load(id.key(), id.secret(), 0, 0))
                : exclusive.load(id, hold);
        if (reply instanceof SessionReply.Loaded loaded) {
            return loaded(id, loaded, before, hold);
        } else if (reply instanceof SessionReply.Failed failed) {
            return unanswered(id, failed);
        }
        refuge.forget(id.key());
        return null;
    }

    private Session loaded(SessionId id, SessionReply.Loaded loaded, WarmSessions.Before before, long hold) {
        counts.farHits.increment();
        long now = slots.timeMillis();
        warm.loaded(id.key(), loaded, before, now);
        if (isLocal() && !loaded.byFormer()) {
            refuge.know(id.key(), loaded.session());
        }
        if (principals != null) {
            principals.renew(id.key(), loaded.session(), now);
        }
        return StoredSession.loaded(ids, form, loaded.session(), id, hold);
    }

    private @Nullable Session unanswered(SessionId id, SessionReply.Failed failed) {
        CacheUnavailableException unavailable = asking.unavailable(failed);
        SessionReply here = isLocal()
                ? refuge.apply(new SessionStep.Load(id.key(), id.secret(), 0, 0))
                : SessionReply.Gone.INSTANCE;
        if (options.outage().policy() == SessionOutage.FAIL || here instanceof SessionReply.Failed) {
            throw unavailable;
        }
        counts.degraded.increment();
        return here instanceof SessionReply.Loaded loaded
                ? StoredSession.loaded(ids, form, loaded.session(), id, 0)
                : null;
    }

    private boolean isLocal() {
        return options.outage().policy() == SessionOutage.LOCAL;
    }

    @Override
    public void save(Session session) {
        checkOpen();
        StoredSession mine = mine(session);
        saving.save(mine, this::store);
    }

    /** Stores a session, or does what is to be done where the store does not answer. */
    private SessionReply store(SessionStep.OnSession step, List<SessionStep> more) {
        if (refuge.holds(step.key())) {
            return refuge.apply(step);
        }
        SessionReply reply = asking.replies(more).get(more.indexOf(step));
        if (reply instanceof SessionReply.Failed failed) {
            return instead(step, asking.unavailable(failed));
        } else if (isLocal() && reply instanceof SessionReply.Saved) {
            refuge.learn(step);
        } else {
            refuge.forget(step.key());
        }
        return reply;
    }

    /** What is done where the store has not answered. A session that is not known here cannot be changed here. */
    private SessionReply instead(SessionStep.OnSession step, CacheUnavailableException unavailable) {
        return switch (options.outage().policy()) {
            case FAIL -> throw unavailable;
            case ANONYMOUS -> degraded(new SessionReply.Saved(0));
            case LOCAL -> degraded(here(step, unavailable));
        };
    }

    private SessionReply here(SessionStep.OnSession step, CacheUnavailableException unavailable) {
        boolean isKnown = step instanceof SessionStep.Create || refuge.knows(step.key());
        SessionReply reply = isKnown ? refuge.apply(step) : null;
        if (reply == null || reply instanceof SessionReply.Failed) {
            throw unavailable;
        }
        return reply;
    }

    private SessionReply degraded(SessionReply reply) {
        counts.degraded.increment();
        return reply;
    }

    @Override
    public void delete(Session session) {
        checkOpen();
        StoredSession mine = mine(session);
        if (mine.state() != StoredSession.State.NEW) {
            revoke(mine.key(), mine.live().owner());
        }
        mine.state(StoredSession.State.ENDED);
    }

    @Override
    public boolean delete(String id) {
        checkOpen();
        SessionId parsed = ids.parse(Objects.requireNonNull(id, "id"));
        if (parsed == null) {
            return false;
        }
        SessionReply reply = asking.reply(new SessionStep.End(parsed.key(), parsed.secret(), Endings.KEPT_MILLIS));
        if (reply instanceof SessionReply.Failed failed) {
            unheard(parsed.key(), failed);
        }
        forget(parsed.key());
        boolean done = reply instanceof SessionReply.Done;
        if (done) {
            counts.deleted.increment();
            strike(parsed.key());
        }
        return done;
    }

    @Override
    public void deleteByHandle(String handle) {
        checkOpen();
        Digest key = SessionIds.handle(Objects.requireNonNull(handle, "handle"));
        if (key == null) {
            throw new IllegalArgumentException("a session's handle has 22 letters, digits, dashes and underscores");
        }
        SessionReply seen = asking.reply(new SessionStep.Peek(key));
        Live live = seen instanceof SessionReply.Seen there ? there.session() : null;
        revoke(key, live == null ? null : live.owner());
    }

    private void revoke(Digest key, SessionSlot.@Nullable Owner owner) {
        SessionReply reply = asking.reply(new SessionStep.Revoke(key, Endings.KEPT_MILLIS));
        forget(key);
        if (reply instanceof SessionReply.Failed failed) {
            unheard(key, failed);
        }
        counts.deleted.increment();
        strike(key);
        if (principals != null && owner != null) {
            principals.leave(owner.principal(), key);
        }
    }

    /** It is said again until the store has heard it; who must know that it has not yet is told. */
    private void unheard(Digest key, SessionReply.Failed failed) {
        CacheUnavailableException unavailable = asking.unavailable(failed);
        boolean isSaidAgain = endings.sayAgain(key);
        if (options.outage().policy() == SessionOutage.FAIL || !isSaidAgain) {
            throw unavailable;
        }
        counts.degraded.increment();
    }

    private void strike(Digest key) {
        if (expiries != null) {
            var unused = asking.steps().run(Expiries.strike(key));
        }
    }

    private void forget(Digest key) {
        warm.forget(key);
        refuge.forget(key);
    }

    @Override
    public List<SessionView> findByPrincipal(String name) {
        checkOpen();
        Objects.requireNonNull(name, "name");
        if (principals == null) {
            throw new SessionUnsupportedException(
                    name() + ": the " + ports.backend().name() + " backend cannot find sessions by their principal");
        }
        return principals.find(name);
    }

    private StoredSession mine(Session session) {
        if (session instanceof StoredSession mine && mine.isOf(ids)) {
            return mine;
        }
        throw new IllegalArgumentException(name() + ": the session is another store's");
    }

    private void checkOpen() {
        if (closed) {
            throw new CacheClosedException(name());
        }
    }

    @Override
    public SessionStats stats() {
        return counts.now();
    }

    @Override
    public void close() {
        closed = true;
        if (expiries != null) {
            expiries.close();
        }
        endings.close();
        warm.close();
        slots.close();
    }
}
