package dev.aside.cache.engine.session;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionStep;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of a session that it has saved: the rules say what the store has made of it, if it was as it had been
 * loaded. So the next request need not ask.
 */
final class Knowing {

    private final SessionRules rules;
    private final WarmSessions warm;
    private final LongSupplier clock;

    Knowing(SessionOptions options, WarmSessions warm, LongSupplier clock) {
        this.rules =
                new SessionRules(options.limits().attributes(), options.limits().bytes());
        this.warm = warm;
        this.clock = clock;
    }

    WarmSessions.Before before(Digest key) {
        return warm.before(key);
    }

    /** @param reply what the store has answered, or null if it has not */
    void stored(
            StoredSession session,
            SessionStep.OnSession step,
            @Nullable SessionReply reply,
            WarmSessions.Before before) {
        long now = clock.getAsLong();
        Live next = reply instanceof SessionReply.Saved saved ? next(session, step, saved, now) : null;
        long feedEpoch = reply instanceof SessionReply.Saved saved ? saved.feedEpoch() : -1;
        warm.saved(session.key(), next, feedEpoch, before, now);
        if (next != null) {
            session.become(next);
        }
    }

    /** Another version says that others have saved it meanwhile; whoever came by the former id does not know what is secret now. */
    private @Nullable Live next(StoredSession session, SessionStep.OnSession step, SessionReply.Saved saved, long now) {
        boolean isFirst = step instanceof SessionStep.Create;
        if (!isFirst && SessionRules.isByFormer(session.live())) {
            return null;
        }
        SessionRules.Transition done = rules.apply(isFirst ? null : session.live(), step, now);
        return done.slot() instanceof Live live && live.version() == saved.version() ? live : null;
    }
}
