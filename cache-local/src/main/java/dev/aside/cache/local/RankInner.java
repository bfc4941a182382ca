package dev.aside.cache.local;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in their order, and how many seats each has. An entry's seat is where its child begins: nothing in the child is ahead of it, and
 * it need not be there any more. The first child begins wherever its parent says; its entry is not looked at.
 */
final class RankInner extends RankNode {

    private final @Nullable RankNode[] children = new @Nullable RankNode[CAPACITY];
    private final int[] sizes = new int[CAPACITY];

    /** Returns a node above one. */
    static RankInner over(RankNode only) {
        RankInner inner = new RankInner();
        inner.insertChild(0, only);
        return inner;
    }

    private void insertChild(int at, RankNode child) {
        System.arraycopy(children, at, children, at + 1, count - at);
        System.arraycopy(sizes, at, sizes, at + 1, count - at);
        children[at] = child;
        sizes[at] = child.size();
        insertEntry(at, child.sorts[0], child.seats[0]);
    }

    private void removeChild(int at) {
        removeEntry(at);
        System.arraycopy(children, at + 1, children, at, count - at);
        System.arraycopy(sizes, at + 1, sizes, at, count - at);
        children[count] = null;
    }

    /** Returns a child, by its index. */
    RankNode child(int at) {
        return Objects.requireNonNull(children[at]);
    }

    /** Returns the index of the child that a place is in. */
    private int childOf(long sort, @Nullable Seat seat) {
        return first(1, sort, seat, true) - 1;
    }

    @Override
    int size() {
        return before(count);
    }

    private int before(int child) {
        int sum = 0;
        for (int i = 0; i < child; i++) {
            sum += sizes[i];
        }
        return sum;
    }

    @Override
    int ahead(long sort, @Nullable Seat seat) {
        int at = childOf(sort, seat);
        return before(at) + child(at).ahead(sort, seat);
    }

    @Override
    void collect(int from, int until, List<Seat> into) {
        int start = 0;
        for (int i = 0; i < count && start < until; i++) {
            if (from < start + sizes[i]) {
                child(i).collect(Math.max(0, from - start), Math.min(sizes[i], until - start), into);
            }
            start += sizes[i];
        }
    }

    @Override
    void add(Seat seat) {
        int at = childOf(seat.sort(), seat);
        if (child(at).isFull()) {
            splitChild(at);
            at = childOf(seat.sort(), seat);
        }
        child(at).add(seat);
        sizes[at]++;
    }

    /** There is room for one more child: a full node is split before anything is put below it. */
    void splitChild(int at) {
        insertChild(at + 1, child(at).split());
        sizes[at] -= sizes[at + 1];
    }

    @Override
    void remove(Seat seat) {
        int at = childOf(seat.sort(), seat);
        child(at).remove(seat);
        sizes[at]--;
        if (sizes[at] == 0) {
            removeChild(at);
        } else if (!mergeWithNext(at)) {
            mergeWithNext(at - 1);
        }
    }

    private boolean mergeWithNext(int at) {
        if (at < 0 || at + 1 >= count || child(at).count + child(at + 1).count > HALF) {
            return false;
        }
        child(at).absorb(child(at + 1), sorts[at + 1], seats[at + 1]);
        sizes[at] += sizes[at + 1];
        removeChild(at + 1);
        return true;
    }

    @Override
    RankNode split() {
        RankInner next = new RankInner();
        moveChildren(HALF, next);
        return next;
    }

    /** The next node's first child has a node before it from now on, and so it matters where it begins. */
    @Override
    void absorb(RankNode next, long sort, @Nullable Seat seat) {
        next.sorts[0] = sort;
        next.seats[0] = seat;
        ((RankInner) next).moveChildren(0, this);
    }

    private void moveChildren(int from, RankInner to) {
        int moved = count - from;
        System.arraycopy(children, from, to.children, to.count, moved);
        System.arraycopy(sizes, from, to.sizes, to.count, moved);
        Arrays.fill(children, from, count, null);
        moveEntries(from, to);
    }
}
