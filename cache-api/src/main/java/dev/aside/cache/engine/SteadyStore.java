package dev.aside.cache.engine;

import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose time does not step back. A server tells the time by the clock on its wall, which people set; a life that is
 * counted by it must not grow by what they set it back. What is lost in a step is added from then on, so every value ends when
 * it would have ended; small corrections, as every clock has them, are followed.
 */
final class SteadyStore implements EntryStore {

    /** What counts as a step: more than clocks are corrected by while they run. */
    static final long STEP_MILLIS = 1_000;

    /** How old the last reading may be, so that a read which asks for the time again and again writes nothing down. */
    private static final long FRESH_NANOS = 100_000_000;

    /** What the store's clock said, at the latest at this time of the ticker. */
    private record Glance(long storeMillis, long atNanos, long lostMillis) {
        long millis() {
            return storeMillis + lostMillis;
        }
    }

    private final EntryStore store;
    private final Ticker ticker;
    private final AtomicReference<Glance> last;

    SteadyStore(EntryStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
        this.last = new AtomicReference<>(new Glance(store.timeMillis(), ticker.nanos(), 0));
    }

    @Override
    public long timeMillis() {
        long before = ticker.nanos();
        long now = store.timeMillis();
        Glance known = Objects.requireNonNull(last.get());
        if (before - known.atNanos() < FRESH_NANOS && lost(known, before, now) == 0) {
            return now + known.lostMillis();
        }
        long after = ticker.nanos(); // a thread that is held up in between must not take that for a step
        return Objects.requireNonNull(last.updateAndGet(seen -> next(seen, before, now, after)))
                .millis();
    }

    private static Glance next(Glance seen, long before, long now, long after) {
        return new Glance(now, after, seen.lostMillis() + lost(seen, before, now));
    }

    private static long lost(Glance seen, long before, long now) {
        long least = seen.storeMillis() + (before - seen.atNanos()) / 1_000_000;
        return least - now > STEP_MILLIS ? least - now : 0;
    }

    /** Returns the store as it is, whose time all nodes agree on: it steps back where the server's does. */
    EntryStore unsteadied() {
        return store;
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        return store.execute(steps, timeout);
    }

    @Override
    public Payload.Form form() {
        return store.form();
    }

    @Override
    public @Nullable InvalidationFeed feed() {
        return store.feed();
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        store.onAnother(listener);
    }

    @Override
    public Duration sinceEviction() {
        return store.sinceEviction();
    }

    @Override
    public boolean hasReaders() {
        return store.hasReaders();
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    @Override
    public @Nullable NearTier<?> view() {
        return store.view();
    }

    @Override
    public void close() {
        store.close();
    }
}
