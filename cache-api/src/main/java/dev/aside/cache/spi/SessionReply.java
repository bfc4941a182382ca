package dev.aside.cache.spi;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link SessionStep}. */
public sealed interface SessionReply {

    /**
     * The session.
     *
     * @param session what there is of it
     * @param byFormer whether the caller has come by the id before
     * @param feedEpoch the feed's epoch in which this read registered for pushes; negative if it did not register
     */
    record Loaded(SessionSlot.Live session, boolean byFormer, long feedEpoch) implements SessionReply {}

    /**
     * What is stored, whoever may come for it.
     *
     * @param session the session, or null if there is none
     * @param hasEnded whether it has ended, of itself or because it was ended, and only the memory of it is left
     */
    record Seen(SessionSlot.@Nullable Live session, boolean hasEnded) implements SessionReply {}

    /**
     * The session has been entered.
     *
     * @param evicted those that had to leave for it
     */
    record Joined(List<Digest> evicted) implements SessionReply {}

    /**
     * There are too many.
     *
     * @param members those that are there
     */
    record Refused(List<Member> members) implements SessionReply {}

    /**
     * Sessions of a register, or of a calendar.
     *
     * @param sessions the sessions, first those whose time there ends first
     */
    record Listed(List<Member> sessions) implements SessionReply {}

    /**
     * A session of a register or a calendar.
     *
     * @param session the session
     * @param remainingMillis how long its time there still lasts; zero or less where it has come
     */
    record Member(Digest session, long remainingMillis) {}

    /**
     * It has been saved.
     *
     * @param version the session's version now
     * @param feedEpoch the feed's epoch in which this registered for pushes, as a read does; negative if it did not
     */
    record Saved(long version, long feedEpoch) implements SessionReply {

        /**
         * Creates the answer of a store that does not push.
         *
         * @param version the session's version now
         */
        public Saved(long version) {
            this(version, -1);
        }
    }

    /** It has been done, or was so already. */
    record Done() implements SessionReply {
        /** The one answer. */
        public static final Done INSTANCE = new Done();
    }

    /** There is no such session any more, or never was, or the caller's id is not its. */
    record Gone() implements SessionReply {
        /** The one answer. */
        public static final Gone INSTANCE = new Gone();
    }

    /**
     * Another has the session alone.
     *
     * @param remainingMillis for how long, if he does not let it go before
     */
    record Busy(long remainingMillis) implements SessionReply {}

    /** The caller has the session no longer alone: it took him too long. */
    record Lost() implements SessionReply {
        /** The one answer. */
        public static final Lost INSTANCE = new Lost();
    }

    /**
     * Others have changed what the caller wants to change.
     *
     * @param names the attributes
     */
    record Conflict(Set<String> names) implements SessionReply {}

    /** It would be larger than a session may be. */
    record Full() implements SessionReply {
        /** The one answer. */
        public static final Full INSTANCE = new Full();
    }

    /**
     * The step was not answered as it should have been.
     *
     * @param outcome what is known of it
     * @param reason why, without secrets or values
     */
    record Failed(StepReply.Outcome outcome, String reason) implements SessionReply {}
}
