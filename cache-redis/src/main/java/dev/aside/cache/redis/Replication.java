package dev.aside.cache.redis;

import java.util.Map;

/**
 * Where a server stands among those that follow one another.
 *
 * @param isMaster whether it takes writes
 * @param history what it has, by name: another one after every promotion
 * @param offset how much of it
 */
record Replication(boolean isMaster, String history, long offset) {

    static Replication of(Map<String, String> info) {
        boolean master = "master".equals(info.get("role"));
        return new Replication(
                master,
                info.getOrDefault("master_replid", ""),
                number(info.getOrDefault(master ? "master_repl_offset" : "slave_repl_offset", "")));
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
