package dev.aside.cache.local;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link RankTree}: entries in their order, each with a seat. Of a leaf they are what the tree holds; of an inner node, what
 * its children begin with. What seats sort by first is held beside them, so that a search reads one array, and no seat but among equals.
 */
abstract class RankNode {

    /** Five hundred bytes of what is searched: as many as a few reads of memory bring. */
    static final int CAPACITY = 64;

    /** A node that is split leaves two of these, and two are put together that are no more than one. */
    static final int HALF = CAPACITY / 2;

    final long[] sorts = new long[CAPACITY];
    final @Nullable Seat[] seats = new @Nullable Seat[CAPACITY];
    int count;

    /** How many seats there are below. */
    abstract int size();

    /** How many of them are ahead of a place: of a seat, or of all that sort so if it is null. */
    abstract int ahead(long sort, @Nullable Seat seat);

    /** Adds those from one index to another to a list. */
    abstract void collect(int from, int until, List<Seat> into);

    /** Adds a seat that is not there. The node is not full. */
    abstract void add(Seat seat);

    /** Removes a seat that is there. */
    abstract void remove(Seat seat);

    /** Moves the second half of a full node into a new one. */
    abstract RankNode split();

    /** Takes all from the next node, which begins at a place. */
    abstract void absorb(RankNode next, long sort, @Nullable Seat seat);

    final boolean isFull() {
        return count == CAPACITY;
    }

    /** Less than zero if the entry is ahead of the place. */
    private int order(int entry, long sort, @Nullable Seat seat) {
        if (sorts[entry] != sort) {
            return Long.compare(sorts[entry], sort);
        }
        Seat there = seats[entry];
        return seat == null || there == null ? 1 : there.compareTo(seat);
    }

    /** The first entry, from one on, that is not ahead of the place; or that is behind it. */
    final int first(int from, long sort, @Nullable Seat seat, boolean behind) {
        int low = from;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = order(middle, sort, seat);
            if (order < 0 || (behind && order == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    final void insertEntry(int at, long sort, @Nullable Seat seat) {
        System.arraycopy(sorts, at, sorts, at + 1, count - at);
        System.arraycopy(seats, at, seats, at + 1, count - at);
        sorts[at] = sort;
        seats[at] = seat;
        count++;
    }

    final void removeEntry(int at) {
        count--;
        System.arraycopy(sorts, at + 1, sorts, at, count - at);
        System.arraycopy(seats, at + 1, seats, at, count - at);
        seats[count] = null;
    }

    /** Moves entries from one on to the end of another node. */
    final void moveEntries(int from, RankNode to) {
        int moved = count - from;
        System.arraycopy(sorts, from, to.sorts, to.count, moved);
        System.arraycopy(seats, from, to.seats, to.count, moved);
        Arrays.fill(seats, from, count, null);
        to.count += moved;
        count = from;
    }
}
