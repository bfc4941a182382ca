package dev.aside.cache.redis;

import dev.aside.cache.spi.InvalidationFeed.Listener;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What one listener is to be told: one thing at a time and in order, on whichever thread brings the next. */
final class Mailbox {

    private static final System.Logger LOGGER = System.getLogger(Mailbox.class.getName());

    private final String cacheName;
    private final Listener listener;
    private final Queue<Consumer<Listener>> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();

    Mailbox(String cacheName, Listener listener) {
        this.cacheName = cacheName;
        this.listener = listener;
    }

    void tell(Consumer<Listener> event) {
        events.add(event);
        if (wanted.getAndIncrement() != 0) {
            return; // another thread is at it, and goes on for this one
        }
        int seen = 1;
        while (seen != 0) {
            for (Consumer<Listener> next = events.poll(); next != null; next = events.poll()) {
                tellNow(next);
            }
            seen = wanted.addAndGet(-seen);
        }
    }

    private void tellNow(Consumer<Listener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, cacheName + ": a listener of the feed threw, and is told on", e);
        }
    }
}
