package dev.aside.cache.testkit.proxy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What has passed. Written by the proxy's thread, before what is counted goes on. */
final class Counts {

    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final AtomicLong replies = new AtomicLong();
    private final AtomicLong pushes = new AtomicLong();

    void request(String name) {
        requests.computeIfAbsent(name, key -> new AtomicLong()).incrementAndGet();
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
