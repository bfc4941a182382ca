package dev.aside.bench.farread;

import dev.aside.bench.kit.Timed;
import java.util.List;

/** What is called, and by how many threads. */
public enum Call implements Timed {
    /** One thread reads a key at a time. */
    GET_1("get, 1 thread", 1, 1),
    /** Eight threads do. */
    GET_8("get, 8 threads", 8, 1),
    /** Many do. */
    GET_64("get, 64 threads", 64, 1),
    /** One thread has 64 reads under way, and waits for all of them. */
    ASYNC_64("async, 64 in flight", 1, 64),
    /** One thread has 256 reads under way. */
    ASYNC_256("async, 256 in flight", 1, 256),
    /** One thread has a hundred reads under way: what a call for a hundred keys is there to spare. */
    ASYNC_100("100 gets in flight", 1, 100),
    /** One thread reads a hundred keys by one call. */
    ALL_100("getAll(100)", 1, 100);

    /** Those of one key. */
    public static final List<Call> SYNC = List.of(GET_1, GET_8, GET_64);
    /** Those of keys that are under way at once. */
    public static final List<Call> ASYNC = List.of(ASYNC_64, ASYNC_256);

    private final String label;
    private final int threads;
    private final int keys;

    Call(String label, int threads, int keys) {
        this.label = label;
        this.threads = threads;
        this.keys = keys;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public int threads() {
        return threads;
    }

    /**
     * How many keys a call reads.
     *
     * @return keys
     */
    public int keys() {
        return keys;
    }

    boolean isSync() {
        return SYNC.contains(this);
    }

    /**
     * The labels of calls.
     *
     * @param calls which
     * @return their labels
     */
    public static List<String> labels(List<Call> calls) {
        return calls.stream().map(Call::label).toList();
    }
}
