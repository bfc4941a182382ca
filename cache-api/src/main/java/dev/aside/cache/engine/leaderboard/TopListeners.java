package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of the best when they change. It looks four times a second while there are listeners, for all of them at once, and
 * where the version is the same the server says no more than that.
 */
final class TopListeners {

    static final Duration PAUSE = Duration.ofMillis(250);

    private static final System.Logger LOGGER = System.getLogger(TopListeners.class.getName());

    private final String boardName;
    private final CacheRuntime runtime;
    private final IntFunction<CompletableFuture<@Nullable Listed>> look;
    private final PageOf pageOf;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean closed;

    /** Makes a page of the first ones of what was listed. */
    interface PageOf {
        Page page(Listed listed, int most);
    }

    /** @param look asks for the best, as many as said; null where there are none, or no answer */
    TopListeners(
            String boardName,
            CacheRuntime runtime,
            IntFunction<CompletableFuture<@Nullable Listed>> look,
            PageOf pageOf) {
        this.boardName = boardName;
        this.runtime = runtime;
        this.look = look;
        this.pageOf = pageOf;
    }

    AutoCloseable add(int most, Consumer<Page> listener) {
        Listener one = new Listener(most, listener);
        listeners.add(one);
        if (awake.compareAndSet(false, true)) {
            lookSoon();
        }
        return () -> listeners.remove(one);
    }

    /** An executor that has no room just now must not be the end of it. */
    private void lookSoon() {
        try {
            runtime.executor().execute(this::look);
        } catch (RejectedExecutionException e) {
            lookLater();
        }
    }

    void close() {
        closed = true;
        listeners.clear();
    }

    private void look() {
        int most = listeners.stream().mapToInt(Listener::most).max().orElse(0);
        if (most == 0) {
            rest();
            return;
        }
        var unused = look.apply(most).whenComplete((listed, error) -> {
            try {
                if (listed != null) {
                    listeners.forEach(one -> one.heard(listed));
                }
            } finally {
                lookLater();
            }
        });
    }

    /** Somebody may have come while it was still awake. */
    private void rest() {
        awake.set(false);
        if (!listeners.isEmpty() && awake.compareAndSet(false, true)) {
            lookLater();
        }
    }

    private void lookLater() {
        if (!closed) {
            var unused = runtime.scheduler().schedule(this::look, PAUSE);
        }
    }

    /** One listener, told of the latest when it is done with the one before. */
    private final class Listener {
        private final int most;
        private final Consumer<Page> told;
        private final AtomicReference<@Nullable Listed> next = new AtomicReference<>();
        private final AtomicBoolean telling = new AtomicBoolean();
        private volatile @Nullable Listed last;

        Listener(int most, Consumer<Page> told) {
            this.most = most;
            this.told = told;
        }

        int most() {
            return most;
        }

        void heard(Listed listed) {
            Listed before = last;
            last = listed;
            if (before == null || !isSame(before, listed)) {
                next.set(listed);
            }
            if (next.get() != null) {
                tellSoon();
            }
        }

        /** Another version may be that of somebody who is not among those that it is told of. */
        private boolean isSame(Listed before, Listed now) {
            return before.state() == now.state()
                    && (before.version() == now.version()
                            || pageOf.page(before, most).equals(pageOf.page(now, most)));
        }

        /** What the executor has no room for is told after the next look. */
        private void tellSoon() {
            if (telling.compareAndSet(false, true)) {
                try {
                    runtime.executor().execute(this::tell);
                } catch (RejectedExecutionException e) {
                    telling.set(false);
                    LOGGER.log(Level.DEBUG, boardName + ": the executor refuses to tell a listener of the best", e);
                }
            }
        }

        private void tell() {
            Listed listed = next.getAndSet(null);
            try {
                if (listed != null && listeners.contains(this)) {
                    told.accept(pageOf.page(listed, most));
                }
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, boardName + ": a listener of the best threw, and is told on", e);
            } finally {
                telling.set(false);
            }
            if (next.get() != null) {
                tellSoon();
            }
        }
    }
}
