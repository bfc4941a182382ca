package dev.aside.cache.local;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardRules;

/**
 * A member's place in the order of a board, and what it has it by. Less is ahead.
 *
 * @param member who
 * @param sort what its score sorts by
 * @param tie what breaks a tie
 * @param record what counts for it
 */
record Seat(String member, long sort, long tie, BoardRecord record) implements Comparable<Seat> {

    static Seat of(BoardRules rules, BoardRecord record, String member) {
        return new Seat(member, rules.sort(record), rules.tie(record), record);
    }

    @Override
    public int compareTo(Seat other) {
        if (sort != other.sort) {
            return Long.compare(sort, other.sort);
        }
        return tie != other.tie ? Long.compare(tie, other.tie) : compareBytes(member, other.member);
    }

    /**
     * Compares as the bytes of UTF-8 compare, without making any: that is the order of code points, and differs from that of chars
     * where a surrogate meets one of the few chars above them.
     */
    static int compareBytes(String one, String other) {
        int shared = Math.min(one.length(), other.length());
        for (int i = 0; i < shared; i++) {
            char mine = one.charAt(i);
            char theirs = other.charAt(i);
            if (mine != theirs) {
                boolean isPair = Character.isSurrogate(mine);
                return isPair == Character.isSurrogate(theirs) ? mine - theirs : isPair ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
