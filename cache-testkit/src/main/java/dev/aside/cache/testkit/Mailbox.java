package dev.aside.cache.testkit;

import dev.aside.cache.spi.InvalidationFeed.Listener;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one listener has yet to be told: one thing at a time and in order, on whichever thread brings the next. */
final class Mailbox {

    private static final System.Logger LOGGER = System.getLogger(Mailbox.class.getName());

    private final Listener listener;
    private final Link link;
    private final Queue<Consumer<Listener>> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();

    Mailbox(Listener listener, Link link) {
        this.listener = listener;
        this.link = link;
    }

    void tell(Consumer<Listener> event) {
        events.add(event);
        deliver();
    }

    /** Tells what waits, unless the link is paused, or another thread is at it, which then goes on for this one. */
    void deliver() {
        int seen = 1;
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        while (seen != 0) {
            for (Consumer<Listener> event = next(); event != null; event = next()) {
                tellNow(event);
            }
            seen = wanted.addAndGet(-seen);
        }
    }

    private @Nullable Consumer<Listener> next() {
        return link.pushesPaused() ? null : events.poll();
    }

    private void tellNow(Consumer<Listener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "in-memory: a listener of the feed threw, and is told on", e);
        }
    }
}
