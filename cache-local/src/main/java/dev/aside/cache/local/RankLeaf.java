package dev.aside.cache.local;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Seats in their order. */
final class RankLeaf extends RankNode {

    @Override
    int size() {
        return count;
    }

    @Override
    int ahead(long sort, @Nullable Seat seat) {
        return first(0, sort, seat, false);
    }

    @Override
    void collect(int from, int until, List<Seat> into) {
        for (int i = from; i < until; i++) {
            into.add(Objects.requireNonNull(seats[i]));
        }
    }

    @Override
    void add(Seat seat) {
        insertEntry(ahead(seat.sort(), seat), seat.sort(), seat);
    }

    @Override
    void remove(Seat seat) {
        removeEntry(ahead(seat.sort(), seat));
    }

    @Override
    RankNode split() {
        RankLeaf next = new RankLeaf();
        moveEntries(HALF, next);
        return next;
    }

    @Override
    void absorb(RankNode next, long sort, @Nullable Seat seat) {
        next.moveEntries(0, this);
    }
}
