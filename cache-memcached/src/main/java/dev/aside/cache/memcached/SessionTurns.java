package dev.aside.cache.memcached;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionFormat;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call on one session. Each applies the rules here; where somebody has set the session meanwhile, it begins again
 * with what that one has made of it, so that nobody's changes are lost.
 */
final class SessionTurns extends Turns<SessionStep, SessionReply> {

    /*
     * Trips
     * -----
     * A load is a read, together with all others who read just then, and is answered by it. That somebody has come is noted
     * behind it, a tenth of the time, and nobody waits for that. A session that is new is added without a look. What is changed is
     * looked at and compared.
     */

    /** Whoever loses as often against others has done nothing, and says so. */
    private static final int TRIES = 20;

    /** The sessions of the store. */
    interface Sessions {
        Fleet fleet();

        Lanes lanes();

        SessionRules rules();

        long timeMillis();

        /** Returns what was found under a name. */
        @Nullable
        SessionSlot decode(Digest key, @Nullable Item item);

        /** Returns whether there is room for so much at a server. */
        boolean fits(byte[] bytes);

        /** Returns for how long a server is asked to keep a session. */
        int seconds(SessionSlot slot);

        /** Notes behind a load that somebody has come. Nobody waits for it. */
        void note(SessionStep step);
    }

    private final SessionBatch call;
    private final Sessions sessions;
    private final Digest key;
    private boolean onlyLooks = true;

    SessionTurns(SessionBatch call, Sessions sessions, String name, Digest key) {
        super(call, sessions.fleet(), sessions.lanes(), name);
        this.call = call;
        this.sessions = sessions;
        this.key = key;
    }

    @Override
    void add(int index) {
        super.add(index);
        onlyLooks &= isLook(call.step(index));
    }

    private static boolean isLook(SessionStep step) {
        return step instanceof SessionStep.Peek || (step instanceof SessionStep.Load load && load.hold() == 0);
    }

    /** Returns whether it changes nothing that others wait for. */
    boolean onlyLooks() {
        return onlyLooks;
    }

    @Override
    void next() {
        if (isFirstTry() && step() instanceof SessionStep.Create) {
            found(null);
        } else if (onlyLooks) {
            wire().get(List.of(name()), (fate, items) -> turn(() -> looked(fate, items)));
        } else {
            look();
        }
    }

    @Override
    void found(@Nullable Item item) {
        SessionStep.OnSession step = (SessionStep.OnSession) step();
        SessionSlot current = sessions.decode(key, item);
        SessionRules.Transition done = sessions.rules().apply(current, step, sessions.timeMillis());
        SessionSlot next = done.slot();
        if (next == null || next == current) {
            answer(done.reply());
        } else if (onlyLooks) {
            answer(done.reply());
            sessions.note(step);
        } else {
            change(item, next, done.reply());
        }
    }

    private void change(@Nullable Item item, SessionSlot next, SessionReply reply) {
        byte[] bytes = SessionFormat.encode(key, next);
        if (sessions.fits(bytes)) {
            write(item, sessions.seconds(next), bytes, isSet -> changed(isSet, reply));
        } else {
            answer(SessionReply.Full.INSTANCE);
        }
    }

    private void changed(boolean isSet, SessionReply reply) {
        if (isSet) {
            answer(reply);
        } else if (mayTryAgain(TRIES)) {
            next();
        } else {
            fail(Failures.notApplied("others were faster"));
        }
    }
}
