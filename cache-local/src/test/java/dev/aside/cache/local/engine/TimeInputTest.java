package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.WriteStrategy;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lives, ages and sizes: E1 to E6, and inputs 48 to 58 of the catalogue. */
class TimeInputTest extends EngineTest {

    private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    @ParameterizedTest
    @EnumSource(Ground.class)
    void e1_lifeCountsFromBeforeTheLoad(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofSeconds(10))
                .build();
        fleet.source.with("k", "v1").meanwhile(() -> fleet.advanceMillis(3_000));
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(6_990);
        assertThat(cache.get("k")).isEqualTo("v1");

        fleet.advanceMillis(11);
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    /** Row 57: the clock on the wall is not looked at. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void e2_timeThatStandsStill_endsNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofMillis(1))
                .build();
        fleet.source.with("k", "v");
        for (int i = 0; i < 1_000; i++) {
            cache.get("k");
        }
        assertThat(fleet.source.reads)
                .as("whatever the wall clock does meanwhile")
                .hasValue(1);
    }

    /** Row 52: long lives. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"REFERENCE", "COPYING", "FAR"})
    void e3_lifeOfMoreThanThirtyDays_isAsLongAsAsked(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .consistency(Consistency.bounded(Duration.ofDays(40)))
                .expireAfterWrite(Duration.ofDays(31))
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advance(Duration.ofDays(31).minusMillis(1));
        assertThat(cache.get("k")).isEqualTo("v1");

        fleet.advanceMillis(1);
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    /** Row 49: spans of nothing, and less. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void e4_zeroAndNegativeSpans_areRefused_byName(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        List<BiFunction<CacheBuilder<String, String>, Duration, CacheBuilder<String, String>>> setters = List.of(
                CacheBuilder::expireAfterWrite,
                CacheBuilder::refreshAfterWrite,
                CacheBuilder::expireAfterAccess,
                CacheBuilder::expireAbsentAfterWrite,
                CacheBuilder::softLoadTimeout,
                CacheBuilder::hardLoadTimeout,
                CacheBuilder::lease,
                CacheBuilder::operationTimeout,
                CacheBuilder::writeTimeout,
                CacheBuilder::replicaLag,
                CacheBuilder::changeMemory);
        for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(1))) {
            for (var setter : setters) {
                assertThatThrownBy(() -> setter.apply(node.cache(), bad).build())
                        .isInstanceOf(CacheConfigurationException.class)
                        .hasMessageContaining("at least")
                        .hasMessageContaining(bad.toString());
            }
        }
        assertThat(node.aside.caches()).isEmpty();
    }

    /** Row 51: short lives are rounded up. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void e5_shortLives_areNeitherZeroNorForEver(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofNanos(300_500_000))
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(300);
        assertThat(cache.get("k")).as("rounded up to a millisecond").isEqualTo("v1");

        fleet.advanceMillis(1);
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    /** Row 53: endless spans. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void e6_endlessSpans_doNotOverflow(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        int number = 0;
        List<UnaryOperator<CacheBuilder<String, String>>> settings = List.of(
                builder -> builder.expireAfterWrite(ENDLESS).refreshAfterWrite(ENDLESS),
                builder -> builder.expireAfterAccess(ENDLESS).expireAbsentAfterWrite(ENDLESS),
                builder -> builder.hardLoadTimeout(ENDLESS).softLoadTimeout(ENDLESS),
                builder -> builder.writeTimeout(ENDLESS),
                builder -> builder.lease(ENDLESS),
                builder -> builder.operationTimeout(ENDLESS),
                builder -> builder.replicaLag(ENDLESS),
                builder -> builder.changeMemory(ENDLESS),
                builder -> builder.consistency(Consistency.bounded(ENDLESS)),
                builder -> builder.expireAfter((key, value) -> ENDLESS),
                builder -> builder.expireAfterWrite(ENDLESS).loadStrategy(LoadStrategies.staleIfError(ENDLESS)),
                builder -> builder.expireAfterWrite(Duration.ofSeconds(1))
                        .loadStrategy(LoadStrategies.staleWhileRevalidate(ENDLESS)));
        for (UnaryOperator<CacheBuilder<String, String>> setting : settings) {
            Cache<String, String> cache = setting.apply(node.cache("c" + number, String.class, String.class)
                            .load(fleet.source::load)
                            .write(fleet.source::write))
                    .build();
            fleet.source.with("k", "v");
            assertThat(cache.get("k")).as("setting %s", number).isEqualTo("v");
            cache.put("k", "w");
            assertThat(cache.get("k")).as("setting %s", number).isEqualTo("w");
            assertThat(cache.get("none")).isNull();
            assertThat(cache.withMaxAge(ENDLESS).get("k")).isEqualTo("w");
            cache.invalidate("k");
            assertThat(cache.get("k")).as("setting %s", number).isEqualTo("w");
            cache.explain("k");
            number++;
        }
        fleet.advanceMillis(2_000);
    }

    /** Rows 54, 58: settings that contradict each other, and bounds below zero. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void contradictions_areRefusedWithBothValues(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Duration second = Duration.ofSeconds(1);
        Duration minute = Duration.ofMinutes(1);
        List<UnaryOperator<CacheBuilder<String, String>>> bad = List.of(
                builder -> builder.refreshAfterWrite(minute).expireAfterWrite(second),
                builder -> builder.softLoadTimeout(minute).hardLoadTimeout(second),
                builder -> builder.expireAfterWrite(second).expireAfterWrite(minute),
                builder -> builder.expireAfterWrite(minute).expireAfter((key, value) -> second),
                builder -> builder.maximumSize(60).maximumWeight(1, (key, value) -> 1),
                builder -> builder.maximumSize(-1),
                builder -> builder.maximumWeight(-1, (key, value) -> 1),
                builder -> builder.maximumLoads(0),
                builder -> builder.maximumWaitingLoads(-1),
                builder -> builder.changeMemory(second),
                builder -> builder.writeStrategy(WriteStrategy.WRITE_AROUND));
        for (UnaryOperator<CacheBuilder<String, String>> setting : bad) {
            assertThatThrownBy(() -> setting.apply(node.cache()).build())
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageStartingWith("rows: ");
        }
        for (double jitter : new double[] {-0.1, 0.6, Double.NaN}) {
            assertThatThrownBy(() -> node.aside
                            .cache("rows", String.class, String.class)
                            .jitter(jitter)
                            .build())
                    .isInstanceOf(CacheConfigurationException.class);
        }
        assertThat(node.aside.caches()).isEmpty();
    }

    /** Row 48: no span. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    @SuppressWarnings("NullAway") // on purpose
    void nullSpan_isRefusedByName(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();

        assertThatThrownBy(() -> node.cache().expireAfterWrite(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expireAfterWrite");
    }

    /** Row 58: no room at all. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void sizeZero_keepsNothingNear_andAnswersAllTheSame(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                fleet.node().cache().load(fleet.source::load).maximumSize(0).build();
        fleet.source.with("k", "v1");
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v1");
        fleet.source.with("k", "v2");
        cache.invalidate("k");

        assertThat(cache.get("k")).isEqualTo("v2");
    }

    /** Row 57: a server whose clock is set back by an hour. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void clockThatIsSetBack_lengthensNoLife(Ground ground) {
        Fleet fleet = open(ground);
        SetBack backend = new SetBack(ground.backend(fleet.server));
        Cache<String, String> cache = fleet.node(backend)
                .cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofHours(2))
                .loadStrategy(LoadStrategies.staleIfError(Duration.ofHours(5))) // the server keeps it for longer
                .build();
        fleet.source.with("before", "v1").with("after", "v1");
        cache.get("before");
        fleet.advance(Duration.ofMinutes(90));
        backend.by(Duration.ofHours(1));
        cache.get("after");
        fleet.source.with("before", "v2").with("after", "v2");
        fleet.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(cache.get("before")).isEqualTo("v1");
        fleet.advanceMillis(1_000);
        assertThat(cache.get("before")).isEqualTo("v2");

        fleet.advance(Duration.ofMinutes(90).minusSeconds(1));
        assertThat(cache.get("after")).isEqualTo("v1");
        backend.by(Duration.ofMillis(1_500));
        fleet.advanceMillis(1_000);
        assertThat(cache.get("after")).isEqualTo("v2");
    }

    /** A backend whose clock can be set back. */
    private static final class SetBack implements CacheBackend {
        private final CacheBackend backend;
        private final AtomicLong byMillis = new AtomicLong();

        SetBack(CacheBackend backend) {
            this.backend = backend;
        }

        void by(Duration span) {
            byMillis.addAndGet(span.toMillis());
        }

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
            EntryStore store = backend.open(spec, runtime);
            return new EntryStore() {
                @Override
                public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
                    return store.execute(steps, timeout);
                }

                @Override
                public Payload.Form form() {
                    return store.form();
                }

                @Override
                public long timeMillis() {
                    return store.timeMillis() - byMillis.get();
                }

                @Override
                public @Nullable InvalidationFeed feed() {
                    return store.feed();
                }

                @Override
                public void close() {
                    store.close();
                }
            };
        }

        @Override
        public Payload.Form form() {
            return backend.form();
        }

        @Override
        public Set<Consistency.Mode> modes() {
            return backend.modes();
        }

        @Override
        public void close() {
            backend.close();
        }
    }
}
