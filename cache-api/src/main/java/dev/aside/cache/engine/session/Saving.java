package dev.aside.cache.engine.session;

import dev.aside.cache.CacheCodecException;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.session.SessionConflictException;
import dev.aside.cache.session.SessionFullException;
import dev.aside.cache.session.SessionGoneException;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlot.Owner;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.SessionStep.Change;
import dev.aside.cache.spi.SessionStep.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores what a request has made of a session, in one step. */
final class Saving {

    /** Does a step on a session, with others in the same go, and returns what came of it. */
    interface Storing {
        SessionReply store(SessionStep.OnSession step, List<SessionStep> all);
    }

    private final SessionOptions options;
    private final Asking asking;
    private final @Nullable Principals principals;
    private final boolean plans;
    private final SessionCounts counts;
    private final Knowing knowing;

    Saving(
            SessionOptions options,
            Asking asking,
            @Nullable Principals principals,
            boolean plans,
            SessionCounts counts,
            Knowing knowing) {
        this.options = options;
        this.asking = asking;
        this.principals = principals;
        this.plans = plans;
        this.counts = counts;
        this.knowing = knowing;
    }

    void save(StoredSession session, Storing storing) {
        if (session.state() == StoredSession.State.ENDED) {
            throw new SessionGoneException(options.name() + ": the session has ended");
        }
        List<Change> changes = changes(session);
        boolean isNew = session.state() != StoredSession.State.STORED;
        if (isNew ? changes.isEmpty() : isUnchanged(session, changes)) {
            release(session);
            return;
        }
        Owner before = session.live().owner();
        Ownership owner = owner(session, changes);
        SessionStep.OnSession step = isNew ? create(session, owner, changes) : change(session, owner, changes);
        SessionReply reply = stored(session, isNew, step, storing);
        if (!(reply instanceof SessionReply.Saved)) {
            leave(session, owner, before == null ? null : before.principal());
        }
        heard(session, isNew, changes, reply);
        leave(session, before, owner);
    }

    private SessionReply stored(StoredSession session, boolean isNew, SessionStep.OnSession step, Storing storing) {
        if (isNew) {
            session.state(StoredSession.State.UNKNOWN);
        }
        WarmSessions.Before before = knowing.before(session.key());
        SessionReply reply = null;
        try {
            reply = storing.store(step, with(step, session));
            return reply;
        } finally {
            knowing.stored(session, step, reply, before);
        }
    }

    private List<Change> changes(StoredSession session) {
        try {
            return session.changes();
        } catch (CodecException e) {
            throw new CacheCodecException(options.name(), e);
        }
    }

    private static boolean isUnchanged(StoredSession session, List<Change> changes) {
        return changes.isEmpty() && session.nextSecret() == null && session.changedIdleMillis() == 0;
    }

    private void release(StoredSession session) {
        if (session.hold() != 0) {
            SessionReply unused = asking.reply(new SessionStep.Release(session.key(), session.hold()));
            session.letGo();
        }
    }

    /** Whoever it is to be is entered into the register first. */
    private @Nullable Ownership owner(StoredSession session, List<Change> changes) {
        String principal = session.principal();
        boolean isTold = StoredSession.changePrincipal(changes);
        if (principals == null || !isTold) {
            return null;
        }
        return principal == null ? Ownership.NOBODY : principals.enter(session.key(), session.idleMillis(), principal);
    }

    /** What was not stored is not the one's that it was to be, unless it was before. */
    private void leave(StoredSession session, @Nullable Ownership entered, @Nullable Digest before) {
        if (principals != null && entered != null && !entered.principal().equals(before) && isSomebody(entered)) {
            principals.leave(entered.principal(), session.key());
        }
    }

    /** What is another's now is no longer the one's that it was. */
    private void leave(StoredSession session, @Nullable Owner before, @Nullable Ownership now) {
        if (principals != null
                && before != null
                && now != null
                && !before.principal().equals(now.principal())) {
            principals.leave(before.principal(), session.key());
        }
    }

    private static boolean isSomebody(Ownership owner) {
        return !owner.equals(Ownership.NOBODY);
    }

    private SessionStep.OnSession create(StoredSession session, @Nullable Ownership owner, List<Change> changes) {
        SessionStep.Lives lives = new SessionStep.Lives(
                session.idleMillis(), options.life().longest().toMillis());
        return new SessionStep.Create(session.key(), session.firstSecret(), lives, owner, changes);
    }

    private SessionStep.OnSession change(StoredSession session, @Nullable Ownership owner, List<Change> changes) {
        return new SessionStep.Save(
                session.key(),
                session.storedId().secret(),
                session.nextSecret(),
                options.life().grace().toMillis(),
                session.changedIdleMillis(),
                owner,
                changes,
                options.concurrency() == SessionConcurrency.OPTIMISTIC,
                session.hold());
    }

    /** When it ends is noted with the first save, and again where it is to end sooner. */
    private List<SessionStep> with(SessionStep.OnSession step, StoredSession session) {
        List<SessionStep> all = new ArrayList<>(2);
        boolean isFirst = step instanceof SessionStep.Create;
        if (plans && (isFirst || session.changedIdleMillis() != 0)) {
            all.add(Expiries.plan(session.key(), session.idleMillis()));
        }
        all.add(step);
        return all;
    }

    private void heard(StoredSession session, boolean isNew, List<Change> changes, SessionReply reply) {
        if (reply instanceof SessionReply.Saved saved) {
            session.saved(changes, saved.version());
            (isNew ? counts.created : counts.saves).increment();
            return;
        }
        counts.refused.increment();
        session.state(isNew ? StoredSession.State.NEW : session.state());
        if (reply instanceof SessionReply.Conflict conflict) {
            throw new SessionConflictException(
                    options.name() + ": others have changed the session since it was loaded", conflict.names());
        } else if (reply instanceof SessionReply.Lost) {
            throw new SessionConflictException(
                    options.name() + ": the session was held for longer than "
                            + options.limits().exclusive(),
                    Set.of());
        } else if (reply instanceof SessionReply.Full) {
            throw new SessionFullException(options.name() + ": a session has at most "
                    + options.limits().attributes() + " attributes and "
                    + options.limits().bytes() + " bytes");
        }
        throw new SessionGoneException(options.name() + ": the session has ended");
    }
}
