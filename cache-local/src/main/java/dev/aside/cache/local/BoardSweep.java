package dev.aside.cache.local;

import dev.aside.cache.spi.CacheRuntime;
import java.util.concurrent.locks.Lock;

/** Forgets windows, ends and operations of a board whose time is over, with the lock given back after each piece. */
final class BoardSweep implements Sweep.Swept {

    /** Some hundred microseconds. */
    private static final int PIECE = 1_000;

    /** With one round a second it keeps up with a hundred thousand operations a second. */
    private static final int PIECES = 100;

    private final BoardData data;
    private final Lock lock;
    private final CacheRuntime runtime;

    BoardSweep(BoardData data, Lock lock, CacheRuntime runtime) {
        this.data = data;
        this.lock = lock;
        this.runtime = runtime;
    }

    @Override
    public void sweep() {
        boolean goesOn = true;
        for (int i = 0; i < PIECES && goesOn; i++) {
            goesOn = forget();
        }
    }

    private boolean forget() {
        lock.lock();
        try {
            return data.forget(PIECE, runtime.wallClock().millis());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return data.isForEver();
        } finally {
            lock.unlock();
        }
    }
}
