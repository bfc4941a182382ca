package dev.aside.cache.local;

import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A key whose hash or comparison parks the threads chosen until it is opened. All of them have one hash. */
final class Gate {

    /** Where threads are parked, and which. */
    static final class Parking {
        final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private volatile Predicate<Thread> chosen = thread -> false;

        void park(Predicate<Thread> threads) {
            chosen = threads;
        }

        void open() {
            opened.countDown();
        }

        private void pass() {
            if (chosen.test(Thread.currentThread())) {
                arrived.countDown();
                awaitOpening();
            }
        }

        private void awaitOpening() {
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final String name;
    private final Parking hashing;
    private final Parking comparing;

    Gate(String name, Parking hashing, Parking comparing) {
        this.name = name;
        this.hashing = hashing;
        this.comparing = comparing;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        comparing.pass();
        return other instanceof Gate gate && gate.name.equals(name);
    }

    @Override
    public int hashCode() {
        hashing.pass();
        return 1;
    }
}
