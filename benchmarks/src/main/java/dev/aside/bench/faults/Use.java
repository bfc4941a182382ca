package dev.aside.bench.faults;

import dev.aside.cache.Consistency;
import java.time.Duration;
import java.util.stream.IntStream;

/** The caches that each node has, each with objects of its own. */
public enum Use {
    /** With a near tier, which the server's feed keeps right. */
    NEAR(0),
    /** Without a near tier: every read asks a server, a replica where there is one. */
    FAR(1),
    /** Never older than what was acknowledged. */
    STRICT(2);

    /** Few, so that each is changed several times within the bound. */
    static final int OBJECTS = 8;

    /** All objects of all caches. */
    static final int ALL = 3 * OBJECTS;

    private final int number;

    Use(int number) {
        this.number = number;
    }

    /** Its first object; the others follow. */
    int first() {
        return number * OBJECTS;
    }

    Consistency consistency() {
        return this == STRICT ? Consistency.STRICT : Consistency.bounded(Consistency.DEFAULT_BOUND);
    }

    /** How old a value may be. */
    Duration bound() {
        return consistency().bound();
    }

    boolean hasNearTier() {
        return this == NEAR;
    }

    IntStream objects() {
        return IntStream.range(first(), first() + OBJECTS);
    }

    static Use of(int object) {
        int number = object / OBJECTS;
        for (Use use : values()) {
            if (use.number == number) {
                return use;
            }
        }
        throw new IllegalArgumentException("There are " + ALL + " objects, and none is number " + object);
    }
}
