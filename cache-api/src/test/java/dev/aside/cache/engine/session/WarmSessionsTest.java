package dev.aside.cache.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.LocalTiers;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionSlot.Secret;
import dev.aside.cache.spi.SessionSlot.Times;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Copies of sessions in this process: none that is on its way arrives after somebody has changed the session. */
final class WarmSessionsTest {

    private static final long EPOCH = 7;
    private static final long HOUR = 3_600_000;

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = nanos::get;
    private final CacheRuntime runtime = new CacheRuntime(
            ticker,
            new CoarseClock(ticker),
            InstantSource.system(),
            (task, delay) -> () -> {},
            Runnable::run,
            new Random(2));
    private final Near near = new Near();
    private final Pushing slots = new Pushing();
    private final SessionIds ids = new SessionIds(List.of(new byte[32]), "web", new Random(1));
    private final SessionId id = ids.issue();
    private final WarmSessions warm =
            WarmSessions.of("web", slots, Duration.ofSeconds(1), new Tiers(), new AtomicIntegerArray(1 << 14), runtime);

    private void advance(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }

    private final class Tiers implements LocalTiers {
        @Override
        public CacheBackend embedded() {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("unchecked") // the test has sessions only
        public <K> NearTier<K> near(NearSpec spec, CacheRuntime unused) {
            return (NearTier<K>) near;
        }
    }

    /** As much of a tier as is needed: copies, and until when they may be served at all. */
    private final class Near implements NearTier<Digest> {
        private final Map<Digest, Object> copies = new HashMap<>();
        private int aliveUntil = -1;

        @Override
        public @Nullable Object get(Digest key) {
            return aliveMillis() > 0 ? copies.get(key) : null;
        }

        @Override
        public void put(Digest key, Object value, long quietMillis, int epoch, BooleanSupplier stands) {
            if (stands.getAsBoolean()) {
                copies.put(key, value);
            }
        }

        @Override
        public void remove(Digest key) {
            copies.remove(key);
        }

        @Override
        public void clear() {
            copies.clear();
        }

        @Override
        public int epoch() {
            return 0;
        }

        @Override
        public void retire() {}

        @Override
        public void aliveUntil(int coarseMillis) {
            aliveUntil = coarseMillis;
        }

        @Override
        public long aliveMillis() {
            return aliveUntil - runtime.clock().exactMillis();
        }

        @Override
        public @Nullable Copy look(Digest key) {
            return null;
        }

        @Override
        public void recordMiss() {}

        @Override
        public long hits() {
            return 0;
        }

        @Override
        public long evictions() {
            return 0;
        }

        @Override
        public long estimatedSize() {
            return copies.size();
        }
    }

    /** A store that pushes what a test says. */
    private final class Pushing implements SessionSlots, InvalidationFeed {
        private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();

        Listener listener() {
            return Objects.requireNonNull(listener.get());
        }

        @Override
        public CompletionStage<List<SessionReply>> execute(List<SessionStep> steps, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Payload.Form form() {
            return Payload.Form.BYTES;
        }

        @Override
        public long timeMillis() {
            return runtime.clock().exactMillis();
        }

        @Override
        public InvalidationFeed feed() {
            return this;
        }

        @Override
        public Subscription subscribe(Listener told, Duration proofEvery) {
            listener.set(told);
            told.lost(0);
            told.proven(0, runtime.ticker().nanos());
            return () -> {};
        }

        @Override
        public int sources() {
            return 1;
        }

        @Override
        public long epoch() {
            return EPOCH;
        }

        @Override
        public void close() {}
    }

    private Live live(long version) {
        long now = slots.timeMillis();
        Secret secret = new Secret(id.secret(), new Digest(1, 1));
        return new Live(version, new Times(now, now, HOUR, now + HOUR), secret, null, null, null, Map.of());
    }

    private void loaded(long version, WarmSessions.Before before) {
        warm.loaded(id.key(), new SessionReply.Loaded(live(version), false, EPOCH), before, slots.timeMillis());
    }

    private void saved(long version, WarmSessions.Before before) {
        warm.saved(id.key(), live(version), EPOCH, before, slots.timeMillis());
    }

    private void pushed() {
        slots.listener().changed(0, id.key().slot());
    }

    private long version() {
        Live live = warm.get(id, slots.timeMillis());
        return live == null ? 0 : live.version();
    }

    @Test
    void whatWasLoaded_isKnown() {
        loaded(1, warm.before(id.key()));
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void whatSomebodyChangedMeanwhile_isNotKnown() {
        WarmSessions.Before before = warm.before(id.key());
        pushed();
        loaded(1, before);
        assertThat(version()).isZero();
    }

    @Test
    void whatSomebodyChanges_isForgotten() {
        loaded(1, warm.before(id.key()));
        pushed();
        assertThat(version()).isZero();
    }

    @Test
    void whatWasSaved_isKnownAsItIsNow() {
        loaded(1, warm.before(id.key()));
        saved(2, warm.before(id.key()));
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void whatWasSaved_andThenChangedByAnother_isNotKnown() {
        WarmSessions.Before before = warm.before(id.key());
        pushed(); // the server has done our save and then his, and his push is heard before our answer is looked at
        saved(2, before);
        assertThat(version()).isZero();
    }

    @Test
    void loadThatWasUnderWayWhenItWasSaved_doesNotArrive() {
        WarmSessions.Before load = warm.before(id.key());
        saved(2, warm.before(id.key()));
        loaded(1, load);
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void savesAtOnce_leaveNothingThatIsOlder() {
        WarmSessions.Before one = warm.before(id.key());
        WarmSessions.Before other = warm.before(id.key());
        saved(3, one);
        saved(2, other);
        assertThat(version()).isZero();
    }

    @Test
    void saveOfWhichNothingIsKnown_forgets() {
        loaded(1, warm.before(id.key()));
        warm.saved(id.key(), null, -1, warm.before(id.key()), slots.timeMillis());
        assertThat(version()).isZero();
    }

    @Test
    void whatHasNotRegistered_isNotKnown() {
        WarmSessions.Before before = warm.before(id.key());
        warm.loaded(id.key(), new SessionReply.Loaded(live(1), false, -1), before, slots.timeMillis());
        assertThat(version()).isZero();
        warm.loaded(id.key(), new SessionReply.Loaded(live(1), false, EPOCH - 1), before, slots.timeMillis());
        assertThat(version()).isZero();
    }

    @Test
    void whoCameByTheFormerId_leavesNoCopy() {
        WarmSessions.Before before = warm.before(id.key());
        warm.loaded(id.key(), new SessionReply.Loaded(live(1), true, EPOCH), before, slots.timeMillis());
        assertThat(version()).isZero();
    }

    @Test
    void withoutProof_nothingIsKnown_norIsWhatAnotherSecretAsksFor() {
        loaded(1, warm.before(id.key()));
        assertThat(warm.get(id.next(new Digest(2, 2)), slots.timeMillis())).isNull();
        advance(1_100);
        assertThat(version()).isZero();
        slots.listener().proven(0, runtime.ticker().nanos());
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void whatIsToBeNoted_isAskedFor() {
        loaded(1, warm.before(id.key()));
        advance(HOUR / 10);
        slots.listener().proven(0, runtime.ticker().nanos());
        assertThat(version()).isZero();
    }
}
