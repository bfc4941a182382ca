package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Score;

/**
 * How much there may be on the sheet of a window, so that it fits an item with the longest names and metadata.
 *
 * @param longestTop how many of the best can be read in their order
 * @param page how many are kept in order: some more, for when of those some leave
 * @param isBounded whether the page is all there is, and who is cut off it is forgotten
 * @param buckets how many buckets the histogram may have
 * @param recents how many changes are remembered
 */
record SheetSize(int longestTop, int page, boolean isBounded, int buckets, int recents) {

    /** The longest name and metadata, and three numbers each. */
    private static final int LARGEST_ENTRY = Score.MAXIMUM_MEMBER_BYTES + Score.MAXIMUM_METADATA_BYTES + 64;

    private static final int LARGEST_BUCKET = 18;
    private static final int LARGEST_RECENT = 28;
    private static final int LONGEST_TOP = 200;
    private static final int MOST_RECENTS = 512;
    private static final int EIGHTH = 8;
    private static final int SIXTEENTH = 16;

    /** @param maximumBytes of an item */
    static SheetSize of(int maximumBytes, BoardDefinition definition) {
        int top = longestTop(maximumBytes);
        boolean isBounded = definition.maximumMembers() > 0;
        return new SheetSize(
                top,
                isBounded ? (int) Math.min(definition.maximumMembers(), page(top)) : page(top),
                isBounded,
                maximumBytes / EIGHTH / LARGEST_BUCKET,
                Math.min(MOST_RECENTS, maximumBytes / SIXTEENTH / LARGEST_RECENT));
    }

    /** Returns how many of the best are told in their order, with items of this size: three quarters of one are the page. */
    static int longestTop(int maximumBytes) {
        int room = maximumBytes / 4 * 3 / LARGEST_ENTRY;
        return Math.max(1, Math.min(LONGEST_TOP, room * 4 / 5));
    }

    private static int page(int longestTop) {
        return longestTop + longestTop / 4;
    }

    /** Returns how many members a board may be cut to: all of them are on the page. */
    static int mostMembers(int maximumBytes) {
        return page(longestTop(maximumBytes));
    }
}
