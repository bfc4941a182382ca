package dev.aside.bench.leaderboard;

import java.util.Map;

/** A board that holds every member, seen through the calls that are measured. */
interface Board extends AutoCloseable {
    /** How many each way are told around somebody. */
    int EACH = 5;

    /** Submits a better score. Returns the rank that the member has then, from 1. */
    long submit(String member, long score);

    /** Reads who is around a member. Returns how many these are, itself among them. */
    int around(String member);

    /** Reads the best. Returns how many they are. */
    int top(int most);

    /** Submits scores in one go. */
    void submitAll(Map<String, Long> scores);

    /** Returns the rank of a member, from 1. */
    long rank(String member);

    /** Ends its connections. A board that is measured lives as long as its JVM, and nobody closes it. */
    @Override
    default void close() {}
}
