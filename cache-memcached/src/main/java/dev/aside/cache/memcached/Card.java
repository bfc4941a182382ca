package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one member has in one window, as one item: the authority for its score, and for which operations made it so.
 *
 * @param number of the changes so far; a removal is one
 * @param record what counts, or null for nothing
 * @param open what the window's sheet has not been known to take yet, or null
 * @param helped the last change that somebody else than who made it has had the sheet take, or zero
 * @param isBarred whether it was changed by a ban: who has read it since may not have looked for that since
 * @param done the last operations, the latest last
 */
record Card(
        long number,
        @Nullable BoardRecord record,
        @Nullable Open open,
        long helped,
        boolean isBarred,
        List<Done> done) {

    /** So many operations of one member and window are remembered by its card. */
    static final int OPERATIONS = 16;

    private static final char KIND = 'r';

    /**
     * A change that the sheet may not have.
     *
     * @param from what the sheet counts of the member before it, or null for nothing
     * @param since how often the sheet had been written before this
     */
    record Open(@Nullable Long from, long since) {}

    /**
     * An operation.
     *
     * @param id its name
     * @param payload what was submitted
     * @param line what became of it here
     * @param untilMillis for how long it is remembered
     */
    record Done(String id, Digest payload, Line line, long untilMillis) {}

    static @Nullable Card read(@Nullable Item item) {
        return BoardInput.read(
                item,
                KIND,
                in -> new Card(
                        in.number(),
                        in.optional(),
                        in.flag() ? new Open(in.flag() ? in.number() : null, in.count()) : null,
                        in.count(),
                        in.flag(),
                        in.all(() -> new Done(in.text(), in.digest(), Line.read(in), in.number()))));
    }

    byte[] write() {
        BoardOutput out = new BoardOutput(KIND).number(number).optional(record).flag(open != null);
        if (open != null) {
            out.flag(open.from() != null);
            if (open.from() != null) {
                out.number(open.from());
            }
            out.count(open.since());
        }
        out.count(helped).flag(isBarred).count(done.size());
        for (Done one : done) {
            one.line().write(out.text(one.id()).digest(one.payload()));
            out.number(one.untilMillis());
        }
        return out.done();
    }

    /** Returns the change that is open, if there is one. */
    @Nullable
    Move move(String member) {
        return open == null ? null : new Move(member, number, open.from(), record, open.since(), false);
    }

    @Nullable
    Done done(String id) {
        return done.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    /** Returns it with an operation, or with another line for it. */
    Card with(@Nullable Done operation, long nowMillis) {
        if (operation == null) {
            return this;
        }
        List<Done> all = new ArrayList<>(done);
        all.removeIf(one -> one.id().equals(operation.id()) || one.untilMillis() <= nowMillis);
        all.add(operation);
        return new Card(
                number,
                record,
                open,
                helped,
                isBarred,
                List.copyOf(all.subList(Math.max(0, all.size() - OPERATIONS), all.size())));
    }

    /** Returns it with a change that the sheet has yet to take. */
    Card next(@Nullable BoardRecord to, Open change) {
        return new Card(number + 1, to, change, helped, false, done);
    }

    /** Returns it as a ban leaves it. */
    Card barred() {
        return new Card(number, record, open, helped, true, done);
    }

    /** Returns it with nothing left open. */
    Card settled(boolean byAnother) {
        return new Card(number, record, null, byAnother ? number : helped, isBarred, done);
    }
}
