package dev.aside.cache.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one hot path: a near tier, and the view of the embedded store, over Caffeine.
 *
 * @param <K> the type of the keys
 */
final class CaffeineTable<K> implements NearTier<K>, TableSweep.Table<K> {

    /*
     * What a hit costs, and why
     * -------------------------
     * Most of what Caffeine spends on a hit goes into recording it for the policy, not into finding the entry; the quiet
     * lookup takes half the time. So a hit looks quietly, and records a read of an entry once per tick only: the holder
     * remembers the tick (see Ticks for how long one is, and what that costs of the hit rate). Expiry is not left to Caffeine
     * either, which reads the nanosecond clock for it: the holder has the time at which it must be looked at, and the clock
     * is a field that somebody else sets. What is left is one lookup, a few compares and one striped counter; no lock, no
     * allocation. Caffeine keeps its own executor: maintenance on the caller's thread makes hits up to three times slower.
     *
     * Why the contents are behind one volatile field
     * ----------------------------------------------
     * clear() must not depend on how much there is, and must not let in what was read before it. It swaps in another
     * Caffeine, and whoever works on the table reads the field once: a put that races a clear lands in contents that nobody
     * reaches any more. The epoch lives there too. Plain holders have no epoch; they are valid as long as the epoch has never
     * moved in the life of the contents they are in, which is one flag. Once it has, only wide holders that name the present
     * epoch are valid, and puts make those. Caches that never retire anything therefore pay a branch, and no byte.
     *
     * Why long lives are cut
     * ----------------------
     * Coarse times wrap around, and a difference means something below 24 days only. Nothing is served unlooked at for
     * longer than half of that, and a sweep drops what is overdue long before its time could seem to lie ahead again.
     */

    /** The longest that anything is served without being looked at, and the longest idle time: 12 days. */
    static final int MAX_QUIET = 1 << 30;

    /** How often overdue entries are looked for. They are dropped where they are met, too, and bounded by size at any rate. */
    private static final Duration SWEEP_PERIOD = Duration.ofMinutes(1);

    private final CoarseClock clock;
    private final boolean guarded;
    private final @Nullable Keeper<K> keeper;
    private final NearSpec spec;
    private final @Nullable ToIntBiFunction<Object, Object> weigher;
    private final int idleMillis;
    private final LongAdder hits = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final Ticker ticker;
    private final Ticks ticks;
    private final ReentrantLock swaps = new ReentrantLock();
    private final Sweep sweep;
    private volatile Era<K> era;
    private volatile int aliveUntil;
    private volatile OptionalLong evictedNanos = OptionalLong.empty();

    /**
     * What a store adds to its view.
     *
     * @param <K> the type of the keys
     */
    interface Keeper<K> {

        /**
         * Returns what the view holds once an entry was found valid.
         *
         * @param era the contents
         * @param key the key
         * @param held what it holds now; may be changed and returned
         * @param checkAt until when the entry may be served, by the store's time
         */
        Holder found(Era<K> era, K key, Holder held, long checkAt);

        /** Returns whether the store may forget the entry. */
        boolean isOver(K key, Holder held);
    }

    private CaffeineTable(NearSpec spec, CacheRuntime runtime, @Nullable Keeper<K> keeper) {
        this.spec = spec;
        this.clock = runtime.clock();
        this.ticker = runtime.ticker();
        this.keeper = keeper;
        this.guarded = keeper == null;
        this.weigher = Weights.of(spec);
        this.idleMillis = idleMillis(spec.expireAfterAccess());
        this.ticks = new Ticks(clock, this::capacity);
        this.aliveUntil = clock.millis();
        this.era = new Era<>(caffeine(), 0, false, 0, idleMillis != 0);
        this.sweep = new Sweep(new TableSweep<>(this), runtime.scheduler(), SWEEP_PERIOD);
    }

    /** A near tier, which is not alive until it is told so. */
    static <K> CaffeineTable<K> near(NearSpec spec, CacheRuntime runtime) {
        return new CaffeineTable<>(spec, runtime, null);
    }

    /** The table of a store in this process, which is always alive. */
    static <K> CaffeineTable<K> view(NearSpec spec, CacheRuntime runtime, Keeper<K> keeper) {
        return new CaffeineTable<>(spec, runtime, keeper);
    }

    private static int idleMillis(@Nullable Duration idle) {
        return idle == null ? 0 : (int) Math.max(1, Math.min(MAX_QUIET, idle.toMillis()));
    }

    private Cache<K, Holder> caffeine() {
        Caffeine<Object, Object> builder = Caffeine.newBuilder();
        Caffeine<K, Holder> bounded = weigher == null
                ? builder.maximumSize(Math.max(0, spec.maximumSize())).evictionListener(this::evicted)
                : builder.maximumWeight(spec.maximumWeight())
                        .weigher((K key, Holder holder) -> holder.weight())
                        .evictionListener(this::evicted);
        return bounded.build();
    }

    private void evicted(@Nullable K key, @Nullable Holder holder, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evictions.increment();
            if (!guarded) {
                evictedNanos = OptionalLong.of(ticker.nanos());
            }
        }
    }

    /** Returns for how long nothing has been evicted. Caffeine says it before anybody can miss what it was. */
    Duration sinceEviction() {
        OptionalLong last = evictedNanos;
        return last.isEmpty()
                ? EntryStore.NEVER_EVICTED
                : Duration.ofNanos(Math.max(0, ticker.nanos() - last.getAsLong()));
    }

    private long capacity() {
        return weigher == null ? spec.maximumSize() : era.estimatedSize();
    }

    @Override
    public @Nullable Object get(K key) {
        Era<K> present = era;
        Holder holder = present.peek(key);
        if (holder == null) {
            return null;
        }
        int now = clock.millis();
        if (holder.checkAt - now <= 0 || (guarded && aliveUntil - now <= 0)) {
            return null;
        }
        if (present.exacting && !vouched(present, holder, now)) {
            return null;
        }
        int tick = ticks.present(now);
        if (holder.touched != tick) {
            record(present, key, holder, tick);
        }
        hits.increment();
        return holder.value;
    }

    private boolean vouched(Era<K> present, Holder holder, int now) {
        if (!(holder instanceof WideHolder wide)) {
            return false;
        }
        if (!present.has(wide) || isIdle(wide, now)) {
            return false;
        }
        if (wide.accessed != now) {
            wide.accessed = now;
        }
        return true;
    }

    private static <K> void record(Era<K> present, K key, Holder holder, int tick) {
        holder.touched = tick;
        present.record(key);
    }

    /** Returns whether the entry has been left unread for too long. It is dropped by the sweep, or by what replaces it. */
    boolean isIdle(Holder holder, int now) {
        return idleMillis != 0 && holder instanceof WideHolder wide && now - wide.accessed >= idleMillis;
    }

    @Override
    public void put(K key, Object value, long quietMillis, int epoch, BooleanSupplier stands) {
        Era<K> present = era;
        if (epoch != present.epoch || quietMillis <= 0) {
            return;
        }
        int quiet = (int) Math.min(MAX_QUIET, quietMillis);
        if (keeper == null) {
            fill(present, key, value, quiet, stands);
        } else {
            note(present, keeper, key, value, quiet, stands);
        }
    }

    private void fill(Era<K> present, K key, Object value, int quiet, BooleanSupplier stands) {
        int weight = Weights.weigh(weigher, key, value);
        if (weight == Weights.NONE) {
            present.map().remove(key);
            return;
        }
        Holder fresh = holder(present, value, clock.millis() + quiet, weight);
        present.map().compute(key, (same, held) -> stands.getAsBoolean() ? fresh : held);
        sweep.wake();
    }

    private void note(Era<K> present, Keeper<K> store, K key, Object value, int quiet, BooleanSupplier stands) {
        Holder seen = present.peek(key);
        if (seen == null || seen.value != value) {
            return;
        }
        long checkAt = clock.exactMillis() + quiet;
        if (isPlain(seen) && !present.retired && (int) checkAt - seen.checkAt >= 0) {
            return; // it is served for as long as it may be already
        }
        present.map()
                .computeIfPresent(
                        key,
                        (same, held) -> held.value == value && stands.getAsBoolean()
                                ? store.found(present, key, held, checkAt)
                                : held);
    }

    private static boolean isPlain(Holder holder) {
        return !(holder instanceof WideHolder);
    }

    /** Makes the smallest holder that will do. */
    private Holder holder(Era<K> present, Object value, int checkAt, int weight) {
        int touched = ticks.unrecorded();
        return keepsPlain(present)
                ? new Holder(value, checkAt, touched)
                : new WideHolder(value, checkAt, touched, weight, present.epoch, clock.millis());
    }

    /** Returns whether a holder needs nothing but the value and when to look at it. */
    boolean keepsPlain(Era<K> present) {
        return weigher == null && idleMillis == 0 && !present.retired;
    }

    /** The present contents. Whoever changes them reads this once, so that what races a clear is lost with what it cleared. */
    @Override
    public Era<K> era() {
        return era;
    }

    /** Puts what a step has stored. */
    void store(Era<K> present, K key, Holder holder) {
        present.map().put(key, holder);
        sweep.wake();
    }

    /** Returns a tick that is never the present one: the first hit after a put tells the policy of it. */
    int unrecorded() {
        return ticks.unrecorded();
    }

    @Override
    public void remove(K key) {
        era.map().remove(key);
    }

    @Override
    public void clear() {
        swap(old -> new Era<>(caffeine(), old.epoch + 1, false, old.token, idleMillis != 0));
    }

    /** Removes everything, and takes from now on what was loaded under this token. */
    void clear(long token) {
        swap(old -> new Era<>(caffeine(), old.epoch + 1, false, token, idleMillis != 0));
    }

    @Override
    public int epoch() {
        return era.epoch;
    }

    @Override
    public void retire() {
        swap(Era::retire);
    }

    private void swap(UnaryOperator<Era<K>> next) {
        swaps.lock();
        try {
            era = next.apply(era);
        } finally {
            swaps.unlock();
        }
    }

    @Override
    public void aliveUntil(int coarseMillis) {
        aliveUntil = coarseMillis;
        sweep.wake();
    }

    @Override
    public long aliveMillis() {
        return guarded ? aliveUntil - clock.millis() : Long.MAX_VALUE;
    }

    @Override
    public @Nullable Copy look(K key) {
        Era<K> present = era;
        Holder holder = present.peek(key);
        if (holder == null) {
            return null;
        }
        int now = clock.millis();
        return new Copy(holder.value == ABSENT, present.has(holder) && !isIdle(holder, now), holder.checkAt - now);
    }

    @Override
    public void recordMiss() {
        ticks.miss();
    }

    @Override
    public long hits() {
        return hits.sum();
    }

    @Override
    public long evictions() {
        return evictions.sum();
    }

    @Override
    public long estimatedSize() {
        return era.estimatedSize();
    }

    /** Returns whether the entry is of no use to anybody any more. */
    @Override
    public boolean isOver(K key, Holder holder) {
        int now = clock.millis();
        boolean overdue = keeper == null ? holder.checkAt - now <= 0 : keeper.isOver(key, holder);
        return overdue || isIdle(holder, now);
    }

    /** Keeps what lies behind from seeming to lie ahead once times have wrapped around. */
    @Override
    public void settle(Holder holder) {
        holder.settle(clock.millis());
    }

    /** Does the same for the end of the liveness; returns whether that ever has to be done again. */
    @Override
    public boolean settle() {
        int now = clock.millis();
        if (guarded && aliveUntil - now < -MAX_QUIET) {
            aliveUntil = now;
        }
        return guarded;
    }

    /** Ends the sweep, and drops everything. */
    void close() {
        sweep.stop();
        clear();
    }
}
