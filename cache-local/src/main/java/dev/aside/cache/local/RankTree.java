package dev.aside.cache.local;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seats in their order, that can be counted: a B+ tree whose inner nodes know how many seats are below each of their children.
 *
 * <p><b>Why.</b> A board asks who is n-th, and how many are ahead of somebody. A sorted map answers neither without walking: {@code
 * headMap(…).size()} counts one by one. Any search tree answers both once each node knows the size of what is below it: who looks for a
 * place adds up the sizes of all that it leaves behind, and who looks for the n-th takes them off. Each change touches the sizes on its own
 * way down only. That is the <i>order-statistic tree</i> (Knuth, The Art of Computer Programming 3, 6.2.3; Cormen et al., Introduction
 * to Algorithms, 14.1), and over a B-tree the <i>counted B-tree</i> (Tatham, Counted B-Trees,
 * www.chiark.greenend.org.uk/~sgtatham/algorithms/cbtree.html). Redis does the same over a skip list (Pugh, A Skip List Cookbook, 1990,
 * 3.4).
 *
 * <p><b>Why a B+ tree.</b> A search costs what it reads from memory. A binary tree or a skip list of a million seats reads some twenty
 * nodes, each from elsewhere. Here there are at most 64 entries to a node and four levels; the numbers that are compared are in one
 * array, and a seat is looked at only where these are equal. Seats are in the leaves alone, and pages are read along them.
 *
 * <p><b>Splitting.</b> A full node is split in two halves on the way down, before anything is put below it, so that its parent has room
 * for the second: one way, and none back (Guibas and Sedgewick, A Dichromatic Framework, 1978).
 *
 * <p><b>Merging.</b> What has shrunk is not filled up from its neighbour. It is put together with one if both are no more than half a node, and
 * dropped if it is empty. So two neighbours below one node have more than half a node together, which is enough for both bounds: the depth
 * grows with the logarithm of the size, whatever was there before, and on average at least a quarter of a node is in use. Johnson and
 * Shasha (B-trees with Inserts and Deletes: Why Free-at-Empty Is Better Than Merge-at-Half, 1993) show that less merging costs little
 * room and spares much work.
 *
 * <p>Every operation takes O(log n), and reading a page O(log n + its length). <b>Thread-safety:</b> none; who shares it locks it.
 */
final class RankTree {

    private RankNode root = new RankLeaf();
    private int size;

    int size() {
        return size;
    }

    /** Returns how many nodes a search reads. */
    int depth() {
        int depth = 1;
        for (RankNode node = root; node instanceof RankInner inner; node = inner.child(0)) {
            depth++;
        }
        return depth;
    }

    /** Adds a seat that is not there. */
    void add(Seat seat) {
        if (root.isFull()) {
            RankInner above = RankInner.over(root);
            above.splitChild(0);
            root = above;
        }
        root.add(seat);
        size++;
    }

    /** Removes a seat that is there. */
    void remove(Seat seat) {
        root.remove(seat);
        size--;
        while (root instanceof RankInner inner && inner.count == 1) {
            root = inner.child(0);
        }
    }

    /**
     * Returns how many are ahead of a place.
     *
     * @param sort what it sorts by
     * @param seat the place, whose seat need not be there; or null for the one ahead of all that sort so
     */
    int ahead(long sort, @Nullable Seat seat) {
        return root.ahead(sort, seat);
    }

    /** Returns some seats, as far as there are. */
    List<Seat> list(int from, int most) {
        int first = Math.max(0, from);
        int until = (int) Math.min(size, (long) first + most);
        List<Seat> seats = new ArrayList<>(Math.max(0, until - first));
        if (first < until) {
            root.collect(first, until, seats);
        }
        return seats;
    }
}
