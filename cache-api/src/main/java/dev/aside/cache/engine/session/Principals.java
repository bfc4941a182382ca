package dev.aside.cache.engine.session;

import dev.aside.cache.session.SessionLimitException;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionView;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionSlot.Owner;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.SessionStep.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whose sessions they are. A session stands in its principal's register before it is stored as his, and for longer than it may
 * live: so the register knows all there are.
 */
final class Principals {

    /*
     * Times of idle time-outs
     * -----------------------
     * A session stays in the register for two of them and is vouched for a quarter less, which is more than a step can be late.
     * It is renewed when less than one and a quarter are left, that is half a time-out after it was, and always before it would end
     * for lack of it.
     */
    private static final int STAYS_QUARTERS = 8;
    private static final int VOUCHED_QUARTERS = 7;
    private static final int RENEWED_QUARTERS = 5;
    private static final int QUARTERS = 4;

    /** Longer than it takes to store a session that has been entered. */
    private static final long ENTERING_MILLIS = 60_000;

    private final SessionIds ids;
    private final Asking asking;
    private final SessionOptions options;
    private final StoredForm form;
    private final Consumer<Digest> ended;

    /** @param ended told of sessions that had to leave */
    Principals(SessionIds ids, Asking asking, SessionOptions options, StoredForm form, Consumer<Digest> ended) {
        this.ids = ids;
        this.asking = asking;
        this.options = options;
        this.form = form;
        this.ended = ended;
    }

    /**
     * Enters a session, before it is stored as the principal's.
     *
     * @throws SessionLimitException if there are too many
     */
    Ownership enter(Digest session, long idleMillis, String principal) {
        Digest register = ids.principal(principal);
        SessionReply reply = join(register, session, idleMillis);
        if (reply instanceof SessionReply.Refused refused && strikeEnded(register, idleMillis, refused.members())) {
            reply = join(register, session, idleMillis);
        }
        if (reply instanceof SessionReply.Refused) {
            throw new SessionLimitException(options.name() + ": the principal has as many sessions as allowed, "
                    + options.limits().perPrincipal());
        }
        if (reply instanceof SessionReply.Joined joined) {
            revoke(joined.evicted());
        }
        return ownership(register, idleMillis);
    }

    private SessionReply join(Digest register, Digest session, long idleMillis) {
        SessionOptions.Limits limits = options.limits();
        return asking.answer(new SessionStep.Join(
                register,
                session,
                quarters(idleMillis, STAYS_QUARTERS),
                limits.perPrincipal(),
                limits.overflow() == SessionOverflow.END_OLDEST));
    }

    private static Ownership ownership(Digest register, long idleMillis) {
        return new Ownership(register, quarters(idleMillis, VOUCHED_QUARTERS));
    }

    private static long quarters(long idleMillis, int quarters) {
        return Math.max(1, idleMillis / QUARTERS) * quarters;
    }

    /** Sessions that have ended may stand in the register for a while. Returns whether there were any. */
    private boolean strikeEnded(Digest register, long idleMillis, List<SessionReply.Member> members) {
        List<SessionReply> seen = asking.replies(members.stream()
                .<SessionStep>map(member -> new SessionStep.Peek(member.session()))
                .toList());
        long young = quarters(idleMillis, STAYS_QUARTERS) - ENTERING_MILLIS;
        boolean any = false;
        for (int i = 0; i < members.size(); i++) {
            if (hasEnded(seen.get(i), members.get(i).remainingMillis() < young)) {
                SessionReply unused = asking.answer(
                        new SessionStep.Leave(register, members.get(i).session()));
                any = true;
            }
        }
        return any;
    }

    /** One that is not there may have been entered just now, and is about to be stored. */
    private static boolean hasEnded(SessionReply reply, boolean mayBeGone) {
        return reply instanceof SessionReply.Seen seen && (seen.hasEnded() || (seen.session() == null && mayBeGone));
    }

    /** Whoever had to leave has ended before the one that came for him is stored. */
    private void revoke(List<Digest> evicted) {
        for (Digest session : evicted) {
            SessionReply unused = asking.answer(new SessionStep.Revoke(session, Endings.KEPT_MILLIS));
            ended.accept(session);
        }
    }

    /** Strikes a session out, by and by: one that stays in the register has only to be looked at in vain. */
    void leave(Digest register, Digest session) {
        var unused = asking.steps().run(new SessionStep.Leave(register, session));
    }

    /** Has the register vouch for longer, by and by, if it is time. */
    void renew(Digest session, Live live, long now) {
        Owner owner = live.owner();
        long idle = live.times().idleMillis();
        if (owner == null || owner.untilMillis() - now >= quarters(idle, RENEWED_QUARTERS)) {
            return;
        }
        Digest register = owner.principal();
        var unused = asking.steps()
                .run(new SessionStep.Renew(register, session, quarters(idle, STAYS_QUARTERS)))
                .thenAccept(reply -> renewed(reply, session, ownership(register, idle)));
    }

    private void renewed(SessionReply reply, Digest session, Ownership ownership) {
        if (reply instanceof SessionReply.Done) {
            var unused = asking.steps().run(new SessionStep.Vouch(session, ownership));
        }
    }

    List<SessionView> find(String name) {
        List<SessionView> found = new ArrayList<>();
        for (Digest register : ids.principals(name)) {
            if (asking.answer(new SessionStep.Members(register)) instanceof SessionReply.Listed listed) {
                listed.sessions().forEach(member -> add(found, register, member.session()));
            }
        }
        return List.copyOf(found);
    }

    private void add(List<SessionView> found, Digest register, Digest session) {
        if (!(asking.answer(new SessionStep.Peek(session)) instanceof SessionReply.Seen seen)) {
            return;
        }
        Live live = seen.session();
        if (live != null && !seen.hasEnded() && isOf(live, register)) {
            found.add(new StoredView(live, session, form));
        } else if (seen.hasEnded()) {
            leave(register, session);
        }
    }

    private static boolean isOf(Live live, Digest register) {
        return live.owner() != null && live.owner().principal().equals(register);
    }
}
