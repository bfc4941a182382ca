package dev.aside.cache.engine;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;

/** Looks again and again whether a store has something to tell, every few seconds, from a start until a close. */
public final class Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final CacheRuntime runtime;
    private final Runnable look;
    private volatile boolean closed;

    /** @param look does not wait */
    public Rounds(CacheRuntime runtime, Runnable look) {
        this.runtime = runtime;
        this.look = look;
    }

    public void start() {
        if (!closed) {
            var unused = runtime.scheduler().schedule(this::go, jittered());
        }
    }

    /** Nodes that have started together need not look together. */
    private Duration jittered() {
        return PAUSE.plusMillis(runtime.random().nextLong(PAUSE.toMillis() / 4));
    }

    private void go() {
        look.run();
        start();
    }

    public void close() {
        closed = true;
    }
}
