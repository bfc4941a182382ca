package dev.aside.bench.farread;

import java.util.concurrent.atomic.LongAdder;

/** Where the values come from: a hundred characters for a key. Counts how often it is asked, since a read that asks was no hit. */
public final class Source {
    private static final int LENGTH = 100;

    private final LongAdder asked = new LongAdder();

    /** Creates one that nobody has asked. */
    public Source() {}

    /**
     * Makes the value of a key.
     *
     * @param key the key
     * @return its value
     */
    public static String value(String key) {
        return key.repeat(LENGTH / key.length() + 1).substring(0, LENGTH);
    }

    String load(String key) {
        asked.increment();
        return value(key);
    }

    long asked() {
        return asked.sum();
    }
}
