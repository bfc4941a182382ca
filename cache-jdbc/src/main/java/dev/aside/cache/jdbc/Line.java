package dev.aside.cache.jdbc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those who wait for a connection of one node, in the order in which they came, once a first look was in vain. Only the first of them asks
 * the pool: who asks it looks up now and then whether the node is still the right one, and would be the last in the pool's own line each
 * time. So nobody is passed by who came more than a look later.
 */
final class Line {

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Place> places = new ArrayDeque<>();
    private volatile int length;

    boolean isEmpty() {
        return length == 0;
    }

    /** Returns how many wait for others, who came before. */
    int behind() {
        return Math.max(0, length - 1);
    }

    /** Takes the last place. Who has taken it leaves it in the end. */
    Place join() {
        lock.lock();
        try {
            Place place = new Place();
            places.add(place);
            length = places.size();
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Where somebody stands in the line. */
    final class Place implements AutoCloseable {
        private final Condition turn = lock.newCondition();

        /** Waits until all who came before have left, for so long at most. Returns whether they have. */
        boolean await(long millis) throws InterruptedException {
            long left = Duration.ofMillis(millis).toNanos();
            lock.lockInterruptibly();
            try {
                while (places.peek() != this && left > 0) {
                    left = turn.awaitNanos(left);
                }
                return places.peek() == this;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                places.remove(this);
                length = places.size();
                Place first = places.peek();
                if (first != null) {
                    first.turn.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
