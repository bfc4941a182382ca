package dev.aside.cache.memcached;

import dev.aside.cache.spi.Digest;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which changes a sheet has taken lately, so that none is taken twice: the last of each of the members that were changed last. Not safe
 * for use by many threads.
 */
final class Recents {

    private final int most;
    private final Deque<One> all = new ArrayDeque<>();

    /** The sheet had been written so often when the last of those was taken that are forgotten. */
    private long forgotten;

    /** What is known of a change. */
    enum Knowledge {
        TAKEN,
        NOT_TAKEN,
        FORGOTTEN
    }

    private record One(long member, long number, long written) {}

    Recents(int most) {
        this.most = most;
    }

    /**
     * Returns what is known of a change.
     *
     * @param number of the changes of this member
     * @param since how often the sheet had been written before the change can have been taken
     */
    Knowledge knowledge(String member, long number, long since) {
        long name = name(member);
        for (One one : all) {
            if (one.member == name) {
                return one.number >= number ? Knowledge.TAKEN : Knowledge.NOT_TAKEN;
            }
        }
        return since >= forgotten ? Knowledge.NOT_TAKEN : Knowledge.FORGOTTEN;
    }

    /** @param written how often the sheet has been written with this */
    void add(String member, long number, long written) {
        long name = name(member);
        all.removeIf(one -> one.member == name);
        all.add(new One(name, number, written));
        while (all.size() > most) {
            forgotten = Math.max(forgotten, all.remove().written);
        }
    }

    private static long name(String member) {
        return Digest.ofText(member).high();
    }

    void write(BoardOutput out) {
        out.count(forgotten).count(all.size());
        all.forEach(one -> out.number(one.member).count(one.number).count(one.written));
    }

    static Recents read(BoardInput in, int most) {
        Recents recents = new Recents(most);
        recents.forgotten = in.count();
        recents.all.addAll(in.all(() -> new One(in.number(), in.count(), in.count())));
        return recents;
    }
}
