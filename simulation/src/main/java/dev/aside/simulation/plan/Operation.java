package dev.aside.simulation.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a caller does.
 *
 * @param kind what
 * @param keys with which keys
 * @param ending how the database's part of a change ends
 * @param removes whether a change leaves its keys without a value
 */
public record Operation(Kind kind, List<Integer> keys, Ending ending, boolean removes) {

    /** What a caller can do. */
    public enum Kind {
        /** Reads one key. */
        GET,
        /** Reads several keys. */
        GET_ALL,
        /** Reads one key if it is there. */
        PEEK,
        /** Reads one key that must not be old. */
        GET_FRESH,
        /** Loads one key anew. */
        REFRESH,
        /** Writes one key through the cache. */
        PUT,
        /** Changes one key, and invalidates it afterwards. */
        INVALIDATE,
        /** Changes keys within a scope that names them. */
        CHANGE,
        /** Changes keys within a scope that stores their values at its end, as a put within a transaction does. */
        CHANGE_PUT,
        /** Changes the keys of a tag within a scope that names the tag. */
        CHANGE_TAG,
        /** Changes the keys of a tag, and invalidates the tag afterwards. */
        INVALIDATE_TAG,
        /** Changes keys, and clears the cache afterwards. */
        CLEAR;

        /** Returns whether it needs tags. */
        boolean isTagged() {
            return this == CHANGE_TAG || this == INVALIDATE_TAG;
        }
    }

    /** How the database's part of a change ends. */
    public enum Ending {
        /** It commits and says so. */
        COMMIT,
        /** It rolls back and says so. */
        ROLLBACK,
        /** It commits, and nobody hears of it. */
        UNKNOWN_COMMITTED,
        /** Nobody hears of it, and it commits later. */
        UNKNOWN_LATER,
        /** Nobody hears of it, and it never commits. */
        UNKNOWN_NEVER
    }

    @Override
    public String toString() {
        String which = keys.stream().map(String::valueOf).collect(Collectors.joining(" "));
        String end = ending == Ending.COMMIT ? "" : " " + ending;
        return kind + " " + which + (removes ? " removing" : "") + end;
    }
}
