package dev.aside.bench.slowload;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.aside.bench.slowload.Key.Kind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Threads that load slowly, one fresh key after the other, until closed. Closing waits for the loads that run. */
final class SlowLoads {
    private static final int THREADS = 16;

    /** Fresh keys over the life of the JVM, not of this. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final CountDownLatch begun = new CountDownLatch(THREADS);
    private final Function<Key, Integer> cache;
    private final List<Thread> threads;
    private volatile boolean stopped;

    private SlowLoads(Function<Key, Integer> cache) {
        this.cache = cache;
        this.threads = IntStream.range(0, THREADS)
                .mapToObj(number -> new Thread(this::load, "slow-" + number))
                .toList();
    }

    /** Runs something while they load. It begins once each has begun, and the loads that run at its end are awaited. */
    static <T> T during(Supplier<T> phase, Function<Key, Integer> cache) {
        SlowLoads loads = new SlowLoads(cache);
        loads.threads.forEach(Thread::start);
        Uninterruptibles.awaitUninterruptibly(loads.begun);
        try {
            return phase.get();
        } finally {
            loads.stopped = true;
            loads.threads.forEach(Uninterruptibles::joinUninterruptibly);
        }
    }

    private void load() {
        begun.countDown();
        while (!stopped) {
            Integer unused = cache.apply(new Key(Kind.SLOW, NEXT.getAndIncrement()));
        }
    }
}
