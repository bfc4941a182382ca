package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import org.jspecify.annotations.Nullable;

/**
 * A change of one member's record, as the window's sheet has to take it.
 *
 * @param member whose it is
 * @param number of the changes of this member in this window
 * @param from what is counted of the member before it: what its score sorts by; null for nothing
 * @param to what counts from then on, or null for nothing
 * @param since how often the sheet had been written before this can have been taken
 * @param isOthers whether somebody else may have had it taken, long ago
 */
record Move(
        String member,
        long number,
        @Nullable Long from,
        @Nullable BoardRecord to,
        long since,
        boolean isOthers) {}
