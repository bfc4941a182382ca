package dev.aside.cache.redis;

import java.util.Map;

/**
 * Where a server stands among those that follow one another.
 *
 * @param isMaster whether it takes writes
 * @param history what it has, by name: another one after every promotion
 * @param offset how much of it
 * @param former what it had followed, or had been before, by name; empty if nothing
 * @param formerOffset how much of that it has
 * @param isGuarded whether it refuses writes where too few replicas have heard of it lately
 */
record Replication(boolean isMaster, String history, long offset, String former, long formerOffset, boolean isGuarded) {

    private static final String NO_HISTORY = "0".repeat(40);

    static Replication of(Map<String, String> info) {
        boolean master = "master".equals(info.get("role"));
        return new Replication(
                master,
                info.getOrDefault("master_replid", ""),
                number(info.getOrDefault(master ? "master_repl_offset" : "slave_repl_offset", "")),
                former(info.getOrDefault("master_replid2", "")),
                number(info.getOrDefault("second_repl_offset", "")) - 1,
                info.containsKey("min_slaves_good_slaves"));
    }

    private static String former(String name) {
        return name.equals(NO_HISTORY) ? "" : name;
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
}
