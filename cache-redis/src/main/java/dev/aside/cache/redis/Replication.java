package dev.aside.cache.redis;

import java.util.Map;

/**
 * Where a server stands among those that follow one another.
 *
 * @param isMaster whether it takes writes; one that does not say what it is may
 * @param history what it has, by name: another one after every promotion
 * @param offset how much of it
 * @param former the history from which it, or the master it follows, has gone on, by name; empty if from none
 * @param formerOffset how much of that it has
 * @param isLinked whether it hears its master; a master does
 */
record Replication(boolean isMaster, String history, long offset, String former, long formerOffset, boolean isLinked) {

    /** What is known of a server that has said nothing. */
    static final Replication UNKNOWN = new Replication(false, "", -1, "", -1, false);

    static Replication of(Map<String, String> info) {
        boolean master = "master".equals(info.getOrDefault("role", "master"));
        return new Replication(
                master,
                info.getOrDefault("master_replid", ""),
                number(info.getOrDefault(master ? "master_repl_offset" : "slave_repl_offset", "")),
                named(info.getOrDefault("master_replid2", "")),
                number(info.getOrDefault("second_repl_offset", "")) - 1,
                master || "up".equals(info.get("master_link_status")));
    }

    /** A server that has gone on from nothing says so by zeros. */
    private static String named(String history) {
        return history.chars().allMatch(digit -> digit == '0') ? "" : history;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns whether it is still what it was: the master of the same history. */
    boolean isStill(Replication before) {
        return isMaster == before.isMaster && history.equals(before.history);
    }

    /** Returns whether it says what can be compared with what another has. */
    boolean isComparable() {
        return !history.isEmpty() && offset >= 0;
    }

    /** Returns whether it has gone on from what another has. */
    boolean isAfter(String other) {
        return !other.isEmpty() && former.equals(other) && !history.equals(other);
    }
}
