package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.util.List;

/**
 * A value with what is known of it: the envelope. Times are milliseconds by the store's own clock.
 *
 * @param codecId the codec that made the bytes; empty for references
 * @param fingerprint the version of type and format, as the codec gives it
 * @param createdMillis when the load began
 * @param softMillis when the value begins to be worth refreshing
 * @param hardMillis when the value ends; {@link #NEVER} if by age it does not
 * @param costMicros how long the load took
 * @param source the position that the load had surely seen
 * @param generation the token of the cache that was valid before the load
 * @param tags the tags, each with the token that was valid before the load
 * @param payload the value
 */
public record Entry(
        String codecId,
        long fingerprint,
        long createdMillis,
        long softMillis,
        long hardMillis,
        long costMicros,
        CommitPosition source,
        long generation,
        List<TagMark> tags,
        Payload payload) {

    /** An expiry that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The most tags that an entry carries. */
    public static final int MAX_TAGS = 16;

    /** The longest tag, in characters. It stands in every entry that carries it. */
    public static final int MAX_TAG_LENGTH = 4_096;

    /**
     * A tag, and its token when the entry was loaded.
     *
     * @param tag the tag
     * @param token the token
     */
    public record TagMark(String tag, long token) {}

    /**
     * Returns whether the loader had said that there is no value.
     *
     * @return whether this is a negative entry
     */
    public boolean isAbsent() {
        return payload instanceof Payload.Absent;
    }
}
