package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.EntryView;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.LoadStrategy.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is served, refreshed and loaded as an entry grows old. */
class StrategyTest extends EngineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Cache<String, String> cache(Fleet fleet, Node node, LoadStrategy strategy) {
        return node.cache()
                .load(fleet.source::load)
                .expireAfterWrite(MINUTE)
                .loadStrategy(strategy)
                .build();
    }

    /** Has a value loaded, and its minute over, once its source is down. */
    private static void outlive(Fleet fleet, Cache<String, String> cache) {
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.failing(new IllegalStateException("down"));
        fleet.advanceMillis(60_001);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleIfError_servesTheOldValueWhenTheLoadFails_andNoLongerThanItsWindow(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.staleIfError(MINUTE));
        outlive(fleet, cache);

        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.stats().staleServed()).isEqualTo(2);
        fleet.advanceMillis(60_000);
        assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoadException.class);
        fleet.source.with("k", "v2").failing(null);
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleIfError_doesNotServeWhatWasInvalidated(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.staleIfError(MINUTE));
        outlive(fleet, cache);
        assertThat(cache.get("k")).isEqualTo("v1");

        cache.invalidate("k");
        assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoadException.class);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleIfError_doesNotServeWhatIsOlderThanTheCallerAllows(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.staleIfError(MINUTE));
        outlive(fleet, cache);

        assertThatThrownBy(() -> cache.withMaxAge(Duration.ofSeconds(5)).get("k"))
                .isInstanceOf(CacheLoadException.class);
        assertThat(cache.withMaxAge(MINUTE.multipliedBy(2)).get("k")).isEqualTo("v1");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleIfError_doesNotServeWhatWasCleared(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.staleIfError(MINUTE));
        outlive(fleet, cache);
        assertThat(cache.get("k")).isEqualTo("v1");

        cache.clear();
        assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoadException.class);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleIfError_doesNotServeWhatATagHasEnded(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .expireAfterWrite(MINUTE)
                .tags((key, value) -> List.of("all"))
                .loadStrategy(LoadStrategies.staleIfError(MINUTE))
                .build();
        outlive(fleet, cache);
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).as("a tag that stands does not end it").isEqualTo("v1");

        cache.invalidateTag("all");
        assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoadException.class);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleWhileRevalidate_servesTheOldValueWhileOneRefreshRuns(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = cache(fleet, node, LoadStrategies.staleWhileRevalidate(MINUTE));
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(60_001);
        node.loads.hold();

        for (int i = 0; i < 10; i++) {
            assertThat(cache.get("k")).isEqualTo("v1");
        }
        assertThat(node.loads.size()).isEqualTo(1);
        node.loads.release();
        assertThat(cache.get("k")).isEqualTo("v2");
        assertThat(fleet.source.reads).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void staleWhileRevalidate_endsWithItsWindow(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.staleWhileRevalidate(MINUTE));
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(120_001);

        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void refreshAhead_refreshesOnceAPartOfTheLifeIsOver(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = cache(fleet, node, LoadStrategies.refreshAhead(0.8));
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(47_900);
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(fleet.source.reads).hasValue(1);

        fleet.advanceMillis(101);
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
        fleet.advanceMillis(47_000);
        assertThat(cache.get("k")).as("a key in use does not expire").isEqualTo("v2");
        assertThat(fleet.source.reads).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void softExpiry_refreshesInTheBackground(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .refreshAfterWrite(Duration.ofSeconds(10))
                .expireAfterWrite(MINUTE)
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(10_001);

        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void softTimeout_servesTheOldValue_andTheLoadReplacesIt(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache()
                .load(fleet.source::load)
                .expireAfterWrite(MINUTE)
                .softLoadTimeout(Duration.ofMillis(50))
                .loadStrategy(LoadStrategies.staleIfError(MINUTE))
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(60_001);
        node.loads.hold();
        CompletableFuture<@Nullable String> slow = cache.async().get("k");
        fleet.advanceMillis(49);
        assertThat(slow).isNotDone();
        fleet.advanceMillis(1);

        assertThat(got(slow)).isEqualTo("v1");
        node.loads.release();
        assertThat(cache.get("k")).isEqualTo("v2");
        assertThat(fleet.source.reads).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void failedRefresh_keepsTheOldValue_andTheNextOneReplacesIt(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.lazy());
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.failing(new IllegalStateException("down"));
        assertThatThrownBy(() -> cache.refresh("k")).isInstanceOf(CacheLoadException.class);
        assertThat(cache.get("k")).isEqualTo("v1");

        fleet.source.with("k", "v2").failing(null);
        assertThat(cache.refresh("k")).isEqualTo("v2");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void refresh_replacesTheValueWhileReadersHaveTheOldOne(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = cache(fleet, node, LoadStrategies.lazy());
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        node.loads.hold();
        CompletableFuture<@Nullable String> refresh = cache.async().refresh("k");

        assertThat(cache.get("k")).isEqualTo("v1");
        node.loads.release();
        assertThat(got(refresh)).isEqualTo("v2");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @Test
    void earlyExpiration_refreshesWithTheProbabilityOfXFetch() {
        Random random = new Random(20_150_831);
        Duration hard = Duration.ofSeconds(100);
        for (double beta : new double[] {0.5, 1, 3}) {
            LoadStrategy strategy = LoadStrategies.earlyExpiration(beta);
            for (long costMillis : new long[] {500, 2_000, 10_000}) {
                for (long restMillis : new long[] {100, 1_000, 5_000, 19_000}) {
                    EntryView entry = view(hard.minusMillis(restMillis), hard, Duration.ofMillis(costMillis));
                    double expected = Math.exp(-restMillis / (beta * costMillis));
                    assertThat(shareOfRefreshes(strategy, entry, random)).isCloseTo(expected, within(0.012));
                }
            }
        }
    }

    @Test
    void earlyExpiration_leavesTheFirstFourFifthsAlone() {
        LoadStrategy strategy = LoadStrategies.earlyExpiration(1);
        Duration hard = Duration.ofSeconds(100);
        EntryView entry = view(Duration.ofMillis(79_999), hard, Duration.ofHours(1));

        assertThat(shareOfRefreshes(strategy, entry, new Random(1))).isZero();
        assertThat(strategy.quietAge(hard, hard, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(80));
    }

    private static EntryView view(Duration age, Duration hard, Duration cost) {
        return new EntryView(age, hard, hard, cost, false, false);
    }

    private static double shareOfRefreshes(LoadStrategy strategy, EntryView entry, Random random) {
        int trials = 20_000;
        int refreshes = 0;
        for (int i = 0; i < trials; i++) {
            if (strategy.decide(entry, random) == Decision.SERVE_AND_REFRESH) {
                refreshes++;
            }
        }
        return (double) refreshes / trials;
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void earlyExpiration_refreshesByTheCostOfTheLoad(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.earlyExpiration(1));
        fleet.source.with("k", "v1").meanwhile(() -> fleet.advanceMillis(5_000));
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(54_990);

        assertThat(cache.get("k")).as("10 ms before the end, of a load of 5 s").isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void maxAge_loadsWhatIsOlder_andStrengthensOnly(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.lazy());
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(10_000);

        assertThat(cache.withMaxAge(Duration.ofSeconds(11)).get("k")).isEqualTo("v1");
        assertThat(cache.withMaxAge(Duration.ofSeconds(9)).getIfPresent("k")).isNull();
        assertThat(cache.withMaxAge(Duration.ofSeconds(9)).get("k")).isEqualTo("v2");
        assertThat(cache.get("k")).as("what was loaded is there for all").isEqualTo("v2");
        fleet.source.with("k", "v3");
        Cache<String, String> always = cache.withMaxAge(Duration.ZERO);
        assertThat(always.withMaxAge(Duration.ofHours(1)).get("k")).isEqualTo("v3");
        fleet.advanceMillis(60_001);
        fleet.source.with("k", "v4");
        assertThat(cache.withMaxAge(Duration.ofHours(1)).get("k")).isEqualTo("v4");
        assertThatThrownBy(() -> cache.withMaxAge(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void maxAge_doesNotTakeTheAnswerOfOneWhoAskedForLess(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node(), LoadStrategies.lazy());
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.advanceMillis(10_000);
        fleet.link().delay(Duration.ofMillis(5));
        CompletableFuture<@Nullable String> content =
                cache.withMaxAge(Duration.ofSeconds(30)).async().get("k");
        CompletableFuture<@Nullable String> strict =
                cache.withMaxAge(Duration.ofSeconds(1)).async().get("k");
        CompletableFuture<@Nullable String> refresh = cache.async().refresh("k");
        fleet.advanceMillis(100);

        assertThat(got(content)).isEqualTo("v1");
        assertThat(got(strict)).isEqualTo("v2");
        assertThat(got(refresh)).isEqualTo("v2");
    }
}
