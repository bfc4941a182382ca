package dev.aside.cache.testkit.proxy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What has passed. Written by the proxy's thread, before what is counted goes on. */
final class Counts {

    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final AtomicLong replies = new AtomicLong();
    private final AtomicLong pushes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition counted = lock.newCondition();

    void request(String name) {
        requests.computeIfAbsent(name, key -> new AtomicLong()).incrementAndGet();
        lock.lock();
        try {
            counted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether so many requests of a name were counted in time. */
    boolean await(String name, long atLeast, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (requests(name) < atLeast && left > 0) {
                left = counted.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return requests(name) >= atLeast;
    }

    void reply() {
        replies.incrementAndGet();
    }

    void push() {
        pushes.incrementAndGet();
    }

    Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        requests.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    long requests(String name) {
        AtomicLong count = requests.get(name.toUpperCase(Locale.ROOT));
        return count == null ? 0 : count.get();
    }

    long replies() {
        return replies.get();
    }

    long pushes() {
        return pushes.get();
    }

    void forget() {
        requests.clear();
        replies.set(0);
        pushes.set(0);
    }
}
