package dev.aside.bench.faults;

import dev.aside.cache.spi.Recorder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a node's recorder hears: which caches do without their server, and when it is that a server has answered again. */
final class Hearing implements Recorder {
    private static final long NOT_YET = Long.MAX_VALUE;

    private final Set<String> without = ConcurrentHashMap.newKeySet();
    private final AtomicLong firstFar = new AtomicLong();

    @Override
    public void available(String cacheName, boolean available) {
        if (available) {
            without.remove(cacheName);
        } else {
            without.add(cacheName);
        }
    }

    /** Reads of the cache without a near tier tell: they ask a server each time. */
    @Override
    public void served(String cacheName, Tier tier, Duration age) {
        if (tier == Tier.FAR && cacheName.equals(Use.FAR.name()) && firstFar.get() == NOT_YET) {
            firstFar.compareAndSet(NOT_YET, System.nanoTime());
        }
    }

    boolean isWithoutServer(String cacheName) {
        return without.contains(cacheName);
    }

    /** Waits from now on for a read that a server answers. */
    void listen() {
        firstFar.set(NOT_YET);
    }

    boolean hasHeard() {
        return firstFar.get() != NOT_YET;
    }

    /** When the first read was answered by a server since {@link #listen}; the greatest number there is if none was. */
    long heardAt() {
        return firstFar.get();
    }
}
