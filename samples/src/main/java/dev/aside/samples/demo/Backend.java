package dev.aside.samples.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the cache of the demo lives. */
enum Backend {
    /** In this process, no server. */
    EMBEDDED,
    /** On a Redis server, shared by several processes. */
    REDIS;

    /** Returns the name used on the command line. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns all names, for messages. */
    static String titles() {
        return Arrays.stream(values()).map(Backend::title).collect(Collectors.joining(", "));
    }
}
