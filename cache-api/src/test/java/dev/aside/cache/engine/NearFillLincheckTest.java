package dev.aside.cache.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A near copy that was read before a change is not seen once the change has been acknowledged. Holds G1. */
final class NearFillLincheckTest {

    private static final String KEY = "key";

    @Test
    void comparingInsideComputeKeepsOldValuesOut() {
        Lincheck.check(Inside.class, NeverStale.class);
    }

    @Test
    void comparingBeforePuttingIsFound() {
        Lincheck.mustFail(Before.class, NeverStale.class);
    }

    @Test
    void removingBeforeTheStripeMovesIsFound() {
        Lincheck.mustFail(RemovedFirst.class, NeverStale.class);
    }

    /** What one process knows of one key: the far store's version, the version acknowledged, the near map, the stripe. */
    abstract static class Node {
        final Stripes stripes = new Stripes(new AtomicIntegerArray(2), "test");
        final ConcurrentHashMap<String, Integer> near = new ConcurrentHashMap<>();
        private final AtomicInteger far = new AtomicInteger();
        private final AtomicInteger acknowledged = new AtomicInteger();

        /** Reads the far store and fills the near map. */
        void fillNear() {
            int captured = stripes.of(KEY);
            put(captured, far.get());
        }

        void changeAndForget() {
            int version = far.incrementAndGet();
            forget();
            acknowledged.accumulateAndGet(version, Math::max);
        }

        /** Returns whether a near read is older than a change acknowledged before it. */
        boolean readsOlder() {
            int least = acknowledged.get();
            Integer copy = near.get(KEY);
            return copy != null && copy < least;
        }

        void put(int captured, int value) {
            near.compute(KEY, (key, held) -> captured == stripes.of(KEY) ? Integer.valueOf(value) : held);
        }

        void forget() {
            stripes.move(KEY);
            near.remove(KEY);
        }
    }

    /** As the engine does it. */
    public static final class Inside extends Node {
        @Operation
        public void fill() {
            fillNear();
        }

        @Operation
        public void change() {
            changeAndForget();
        }

        @Operation
        public boolean stale() {
            return readsOlder();
        }
    }

    /** Compares, and then puts. */
    public static final class Before extends Node {
        @Operation
        public void fill() {
            fillNear();
        }

        @Operation
        public void change() {
            changeAndForget();
        }

        @Operation
        public boolean stale() {
            return readsOlder();
        }

        @Override
        void put(int captured, int value) {
            if (captured == stripes.of(KEY)) {
                near.put(KEY, value);
            }
        }
    }

    /** Removes the copy, and then moves the stripe. */
    public static final class RemovedFirst extends Node {
        @Operation
        public void fill() {
            fillNear();
        }

        @Operation
        public void change() {
            changeAndForget();
        }

        @Operation
        public boolean stale() {
            return readsOlder();
        }

        @Override
        void forget() {
            near.remove(KEY);
            stripes.move(KEY);
        }
    }

    /** What is promised. */
    public static final class NeverStale {
        public void fill() {}

        public void change() {}

        public boolean stale() {
            return false;
        }
    }
}
