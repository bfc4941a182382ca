package dev.aside.cache.engine;

import java.util.concurrent.atomic.AtomicLong;

/** Notices that the store has come back as another, by the epoch that its answers carry. */
final class Epochs {

    private static final long NONE_SEEN = -1;

    private final Rules rules;
    private final AtomicLong last = new AtomicLong(NONE_SEEN);
    private final Runnable onAnother;

    Epochs(Rules rules, Runnable onAnother) {
        this.rules = rules;
        this.onAnother = onAnother;
    }

    void saw(long epoch) {
        long before = last.get();
        if (before != epoch
                && last.compareAndSet(before, epoch)
                && before != NONE_SEEN
                && rules.isAnother(before, epoch)) {
            onAnother.run();
        }
    }
}
