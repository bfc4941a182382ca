package dev.aside.cache.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store holds of one session, changed by one atomic step at a time. Absent is null. Times are the store's own. */
public sealed interface SessionSlot {

    /**
     * It has been ended, and nothing that is late may make it again.
     *
     * @param untilMillis until when that is remembered
     */
    record Ended(long untilMillis) implements SessionSlot {}

    /**
     * A session.
     *
     * @param version how often it has been saved
     * @param times when it began, and when it ends
     * @param secret what whoever comes for it must know
     * @param former what was to be known before, or null
     * @param owner whose it is, or null
     * @param hold who has it alone, or null
     * @param fields its attributes, encoded each by itself; MUST NOT be changed
     */
    record Live(
            long version,
            Times times,
            Secret secret,
            @Nullable Former former,
            @Nullable Owner owner,
            @Nullable Hold hold,
            Map<String, Field> fields)
            implements SessionSlot {

        /**
         * Returns when it ends unless somebody comes for it: after its idle time, at its latest, or where its owner's register
         * no longer vouches for it.
         *
         * @return the time
         */
        public long endsMillis() {
            long ends = Math.min(times.accessedMillis() + times.idleMillis(), times.latestMillis());
            return owner == null ? ends : Math.min(ends, owner.untilMillis());
        }
    }

    /**
     * When a session began, and when it ends.
     *
     * @param createdMillis when it was stored first
     * @param accessedMillis when it was last come for, as far as that was noted
     * @param idleMillis how long it lives when nobody comes for it, at most {@link SessionRules#LONGEST_MILLIS}
     * @param latestMillis when it ends in any case
     */
    record Times(long createdMillis, long accessedMillis, long idleMillis, long latestMillis) {}

    /**
     * What proves that somebody has the session's id.
     *
     * @param digest of the half of the id that is secret
     * @param turn a random number from which, with the id and the store's secret, the next id is made; so all who had loaded the
     *     session under one id make the same next one, and nobody else does
     */
    record Secret(Digest digest, Digest turn) {}

    /**
     * The id before, for requests that were under way.
     *
     * @param digest of its half that is secret
     * @param untilMillis until when it is let in
     */
    record Former(Digest digest, long untilMillis) {}

    /**
     * Whose a session is.
     *
     * @param principal a digest of the principal's name
     * @param untilMillis until when the principal's register vouches for the session: it ends by then
     */
    record Owner(Digest principal, long untilMillis) {}

    /**
     * Somebody has it alone.
     *
     * @param stamp who
     * @param untilMillis until when
     */
    record Hold(long stamp, long untilMillis) {}

    /**
     * An attribute.
     *
     * @param version the session's version that brought it; never zero
     * @param value its value, encoded or by reference as the store has it
     */
    record Field(long version, Payload value) {}
}
