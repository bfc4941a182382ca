package dev.aside.cache.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One atomic step on one session, on the register of one principal's sessions, or on one calendar of when sessions end, as data. What each does is written once, in {@link SessionRules}, {@link RegisterRules} and {@link CalendarRules}; a store that runs scripts
 * on its server MUST do the same, and the contract suite holds it to that. Lives are milliseconds from the moment when the store
 * executes the step, by the store's own clock.
 *
 * <p>A session is named by the digest of the half of its id that says where it is. The other half is secret: steps that come
 * for a user bring its digest, and are answered {@link SessionReply.Gone} if it is another.
 */
public sealed interface SessionStep {

    /**
     * Returns which session, register or calendar it is on.
     *
     * @return its name
     */
    Digest key();

    /** A step on one session. */
    sealed interface OnSession extends SessionStep {}

    /** A step on the register of a principal's sessions, which is what says how many there are. */
    sealed interface OnRegister extends SessionStep {}

    /** A step on a calendar of when sessions end. */
    sealed interface OnCalendar extends SessionStep {}

    /**
     * Stores a session that is not there. Answered by {@link SessionReply.Saved}, also where this very step has done so before,
     * or by {@link SessionReply.Full} or {@link SessionReply.Gone}.
     *
     * @param key the session
     * @param secret what is to be known
     * @param lives how long it lives
     * @param owner whose it is, or null
     * @param changes its attributes; their {@code seen} is not asked for
     */
    record Create(
            Digest key,
            SessionSlot.Secret secret,
            Lives lives,
            @Nullable Ownership owner,
            List<Change> changes) implements OnSession {}

    /**
     * Comes for a session, and lets it live on if a tenth of its idle time has gone by since that was last noted. Answered by
     * {@link SessionReply.Loaded}, {@link SessionReply.Busy} or {@link SessionReply.Gone}.
     *
     * @param key the session
     * @param secret the digest of the id's secret half
     * @param hold the stamp under which the caller wants it alone, or zero
     * @param holdMillis for how long
     */
    record Load(Digest key, Digest secret, long hold, long holdMillis) implements OnSession {}

    /**
     * Changes a session that is there, and lets it live on. Answered by {@link SessionReply.Saved}, {@link SessionReply.Gone},
     * {@link SessionReply.Conflict}, {@link SessionReply.Full} or {@link SessionReply.Lost}; by the last four it has changed
     * nothing.
     *
     * @param key the session
     * @param secret the digest of the id's secret half
     * @param next what is to be known from now on, or null for the same
     * @param graceMillis how long what was to be known before lets in requests that are under way
     * @param idleMillis how long it lives when nobody comes for it, or zero for as long as before
     * @param owner whose it is, {@link Ownership#NOBODY} for nobody, or null for whose it was
     * @param changes what becomes of its attributes
     * @param strict whether an attribute may only be changed that is as the caller has seen it
     * @param hold the stamp under which the caller has it alone, or zero; it is let go
     */
    record Save(
            Digest key,
            Digest secret,
            SessionSlot.@Nullable Secret next,
            long graceMillis,
            long idleMillis,
            @Nullable Ownership owner,
            List<Change> changes,
            boolean strict,
            long hold)
            implements OnSession {}

    /**
     * Lets go a session that was held, and changes nothing else. Answered by {@link SessionReply.Done}.
     *
     * @param key the session
     * @param hold the stamp
     */
    record Release(Digest key, long hold) implements OnSession {}

    /**
     * Ends a session for whoever knows its id. Answered by {@link SessionReply.Done} or {@link SessionReply.Gone}; then it has
     * changed nothing.
     *
     * @param key the session
     * @param secret the digest of the id's secret half
     * @param keptMillis how long it is remembered that it has ended
     */
    record End(Digest key, Digest secret, long keptMillis) implements OnSession {}

    /**
     * Ends a session whatever its id, and whether or not it has been stored yet: it is not from then on. Answered by {@link
     * SessionReply.Done}.
     *
     * @param key the session
     * @param keptMillis how long it is remembered that it has ended
     */
    record Revoke(Digest key, long keptMillis) implements OnSession {}

    /**
     * Looks at a session, whatever its id, and changes nothing. Answered by {@link SessionReply.Seen}.
     *
     * @param key the session
     */
    record Peek(Digest key) implements OnSession {}

    /**
     * Notes that the owner's register vouches for a session for longer. Answered by {@link SessionReply.Done}, or {@link
     * SessionReply.Gone} if it is not there, or not the owner's.
     *
     * @param key the session
     * @param owner whose it is, and for how long
     */
    record Vouch(Digest key, Ownership owner) implements OnSession {}

    /**
     * Enters a session into a register, or lets it stay for longer. Answered by {@link SessionReply.Joined}, or by {@link
     * SessionReply.Refused} if there are too many.
     *
     * @param key the principal
     * @param session the session
     * @param lifeMillis how long it stays
     * @param most how many there may be, or zero for any number
     * @param evicts whether those that were renewed longest ago have to leave for it
     */
    record Join(Digest key, Digest session, long lifeMillis, int most, boolean evicts) implements OnRegister {}

    /**
     * Lets a session stay in a register for longer. Answered by {@link SessionReply.Done}, or {@link SessionReply.Gone} if it
     * is not there.
     *
     * @param key the principal
     * @param session the session
     * @param lifeMillis how long it stays
     */
    record Renew(Digest key, Digest session, long lifeMillis) implements OnRegister {}

    /**
     * Strikes a session out of a register. Answered by {@link SessionReply.Done}.
     *
     * @param key the principal
     * @param session the session
     */
    record Leave(Digest key, Digest session) implements OnRegister {}

    /**
     * Looks at a register. Answered by {@link SessionReply.Listed}.
     *
     * @param key the principal
     */
    record Members(Digest key) implements OnRegister {}

    /**
     * Notes when a session ends. Answered by {@link SessionReply.Done}.
     *
     * @param key the calendar
     * @param session the session
     * @param lifeMillis how long it lives
     */
    record Plan(Digest key, Digest session, long lifeMillis) implements OnCalendar {}

    /**
     * Takes sessions whose time has come, so that for a while nobody else takes them. Answered by {@link SessionReply.Listed}.
     *
     * @param key the calendar
     * @param most how many at most, those first that have waited longest
     * @param claimMillis after how long others may take them
     */
    record Due(Digest key, int most, long claimMillis) implements OnCalendar {}

    /**
     * Strikes a session out of a calendar. Answered by {@link SessionReply.Done}.
     *
     * @param key the calendar
     * @param session the session
     */
    record Strike(Digest key, Digest session) implements OnCalendar {}

    /**
     * How long a session lives.
     *
     * @param idleMillis when nobody comes for it
     * @param longestMillis in any case
     */
    record Lives(long idleMillis, long longestMillis) {}

    /**
     * Whose a session is to be.
     *
     * @param principal a digest of the principal's name
     * @param lifeMillis for how long the principal's register vouches for it
     */
    record Ownership(Digest principal, long lifeMillis) {
        /** It is nobody's. */
        public static final Ownership NOBODY = new Ownership(new Digest(0, 0), 0);
    }

    /**
     * What becomes of an attribute.
     *
     * @param name its name
     * @param seen the version in which the caller has seen it, zero if he has seen none, or {@link #ANY}
     * @param value the value, or null to remove it
     */
    record Change(String name, long seen, @Nullable Payload value) {
        /** Whichever version is there, it is no conflict. */
        public static final long ANY = -1;
    }
}
