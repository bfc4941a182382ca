package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheException;
import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.CacheOverloadedException;
import dev.aside.cache.CacheTimeoutException;
import dev.aside.cache.RecursiveLoadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One load for all who ask, and what becomes of it when some no longer wait. Holds G2. */
class SharedLoadTest extends EngineTest {

    @ParameterizedTest
    @EnumSource(Ground.class)
    void thousandCallers_shareOneLoad(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        node.loads.hold();

        List<CompletableFuture<@Nullable String>> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            callers.add(cache.async().get("k"));
        }
        assertThat(callers).noneMatch(CompletableFuture::isDone);
        node.loads.release();

        assertThat(callers).allMatch(caller -> "v".equals(got(caller)));
        assertThat(fleet.source.reads).hasValue(1);
        assertThat(cache.stats().misses()).isEqualTo(1_000);
        assertThat(cache.stats().loads()).isEqualTo(1);
    }

    /** Row 59: all who wait have the failure, and nobody after them. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void waiters_shareTheFailure_andTheNextCallerLoadsAgain(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v").failing(new IllegalStateException("down"));
        node.loads.hold();
        CompletableFuture<@Nullable String> one = cache.async().get("k");
        CompletableFuture<@Nullable String> two = cache.async().get("k");
        node.loads.release();

        assertThat(failure(one)).isInstanceOf(CacheLoadException.class).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(failure(two)).isSameAs(failure(one));
        assertThat(fleet.source.reads).hasValue(1);
        fleet.source.failing(null);
        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.stats().loadFailures()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void getAll_keepsAFlightForEachKey(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().loadAll(fleet.source::loadAll).build();
        fleet.source.with("a", "1").with("b", "2");
        node.loads.hold();
        CompletableFuture<Map<String, String>> all = cache.async().getAll(List.of("a", "b", "none", "a"));
        CompletableFuture<@Nullable String> one = cache.async().get("b");
        node.loads.release();

        assertThat(got(all)).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(got(one)).isEqualTo("2");
        assertThat(fleet.source.batches).hasValue(1);
        assertThat(fleet.source.reads).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void getAll_keepsANegativeLifeForEachKey(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .loadAll(fleet.source::loadAll)
                .expireAfterWrite(Duration.ofMinutes(10))
                .expireAbsentAfterWrite(Duration.ofSeconds(5))
                .build();
        fleet.source.with("a", "1");
        cache.getAll(List.of("a", "none"));
        assertThat(cache.getAll(List.of("a", "none"))).containsExactly(Map.entry("a", "1"));
        assertThat(cache.get("none")).isNull();
        assertThat(fleet.source.reads).hasValue(2);

        fleet.advanceMillis(5_001);
        fleet.source.with("none", "now");
        assertThat(cache.getAll(List.of("a", "none"))).containsEntry("none", "now");
        assertThat(fleet.source.reads).as("the absence alone is over").hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void getAll_failsForAKeyWhoseLoadFails_andKeepsTheOthers(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    if (key.equals("bad")) {
                        throw new IllegalStateException("down");
                    }
                    return fleet.source.load(key);
                })
                .build();
        fleet.source.with("a", "1").with("z", "26");

        assertThatThrownBy(() -> cache.getAll(List.of("a", "bad", "z"))).isInstanceOf(CacheLoadException.class);
        assertThat(cache.getIfPresent("a")).isEqualTo("1");
        assertThat(cache.getIfPresent("z")).isEqualTo("26");
        assertThat(cache.getIfPresent("bad")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void cancellingOneCaller_disturbsNobody(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        node.loads.hold();
        CompletableFuture<@Nullable String> leaving = cache.async().get("k");
        CompletableFuture<@Nullable String> staying = cache.async().get("k");
        leaving.cancel(true);
        node.loads.release();

        assertThat(got(staying)).isEqualTo("v");
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
        assertThat(fleet.source.reads).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void cancellingTheLastCaller_givesTheLeaseBack(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        node.loads.hold();
        CompletableFuture<@Nullable String> one = cache.async().get("k");
        CompletableFuture<@Nullable String> two = cache.async().get("k");
        one.cancel(true);
        two.cancel(true);
        assertThat(cache.explain("k").facts()).doesNotContainEntry("a read would", "wait for that load");

        CompletableFuture<@Nullable String> next = cache.async().get("k");
        node.loads.release();
        assertThat(got(next)).isEqualTo("v");
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void cancellingABatch_givesItsLeasesBack(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().loadAll(fleet.source::loadAll).build();
        node.loads.hold();
        cache.async().getAll(List.of("a", "b")).cancel(true);

        assertThat(cache.explain("a").facts()).containsEntry("a read would", "load");
        assertThat(cache.explain("b").facts()).containsEntry("a read would", "load");
    }

    /** Row 67: a caller that is interrupted. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void interruptedCaller_keepsItsFlag_andTheLoadGoesOnForOthers(Ground ground) throws InterruptedException {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        node.loads.hold();
        CompletableFuture<@Nullable String> staying = cache.async().get("k");
        boolean[] flag = new boolean[1];
        CountDownLatch done = new CountDownLatch(1);
        Throwable[] thrown = new Throwable[1];
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                cache.get("k");
            } catch (CacheException e) {
                thrown[0] = e;
            }
            flag[0] = Thread.currentThread().isInterrupted();
            done.countDown();
        });
        caller.start();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        node.loads.release();

        assertThat(thrown[0]).isInstanceOf(CacheInterruptedException.class);
        assertThat(flag[0]).isTrue();
        assertThat(got(staying)).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void interruptedBatch_givesAllItsLeasesBack(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().loadAll(fleet.source::loadAll).build();
        node.loads.hold();
        Throwable thrown = failure(start(() -> {
            Thread.currentThread().interrupt();
            return cache.getAll(List.of("a", "b", "c"));
        }));

        assertThat(thrown).isInstanceOf(CacheInterruptedException.class);
        for (String key : List.of("a", "b", "c")) {
            assertThat(cache.explain(key).facts()).containsEntry("a read would", "load");
        }
    }

    /** Row 61: a loader that does not end. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void hardTimeout_letsCallersGo_andTheLoadEndsInTheBackground(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache()
                .load(fleet.source::load)
                .hardLoadTimeout(Duration.ofSeconds(1))
                .lease(Duration.ofSeconds(5))
                .build();
        fleet.source.with("k", "v");
        node.loads.hold();
        CompletableFuture<@Nullable String> early = cache.async().get("k");
        fleet.advanceMillis(999);
        assertThat(early).isNotDone();
        fleet.advanceMillis(1);
        assertThat(failure(early)).isInstanceOf(CacheTimeoutException.class);

        CompletableFuture<@Nullable String> later = cache.async().get("k");
        node.loads.release();
        fleet.advanceMillis(200);
        assertThat(got(later)).isEqualTo("v");
        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(fleet.source.reads).as("no second load").hasValue(1);
    }

    /** Row 61: not more of them than allowed. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void loads_areBounded_thenWait_thenAreRefused(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache()
                .load(fleet.source::load)
                .maximumLoads(2)
                .maximumWaitingLoads(1)
                .build();
        node.loads.hold();
        List<CompletableFuture<@Nullable String>> admitted = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            fleet.source.with(key, key);
            admitted.add(cache.async().get(key));
        }
        assertThat(node.loads.size()).as("running").isEqualTo(2);

        assertThat(failure(cache.async().get("d"))).isInstanceOf(CacheOverloadedException.class);
        node.loads.runOne();
        assertThat(node.loads.size()).as("the waiting one has taken the place").isEqualTo(2);
        node.loads.release();
        assertThat(admitted).allMatch(one -> got(one) != null);
        assertThat(cache.get("d"))
                .as("room again, and its lease was given back")
                .isNull();
    }

    /** Row 62: a load that needs itself. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void loadOfTheKeyWithinItsOwnLoad_failsAtOnce(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        List<Cache<String, String>> self = new ArrayList<>();
        List<Throwable> inner = new ArrayList<>();
        self.add(node.cache()
                .load(key -> {
                    Cache<String, String> cache = self.get(0);
                    for (Runnable ask : List.<Runnable>of(
                            () -> cache.get(key),
                            () -> cache.refresh(key),
                            () -> cache.getAll(List.of("other", key)),
                            () -> cache.withMaxAge(Duration.ZERO).get(key),
                            () -> cache.async().get(key))) {
                        try {
                            ask.run();
                        } catch (RecursiveLoadException e) {
                            inner.add(e);
                        }
                    }
                    return "v";
                })
                .build());

        assertThat(self.get(0).get("k")).isEqualTo("v");
        assertThat(inner).hasSize(5);
    }

    /** Row 63: two loads that need each other. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void cycleThroughAnotherKey_failsAtOnceOnOneThread(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        List<Cache<String, String>> self = new ArrayList<>();
        self.add(node.cache()
                .load(key -> self.get(0).get(key.equals("a") ? "b" : "a"))
                .build());

        assertThatThrownBy(() -> self.get(0).get("a"))
                .isInstanceOf(CacheLoadException.class)
                .hasRootCauseInstanceOf(RecursiveLoadException.class);
    }

    /** Row 63: two loads on two threads that need each other. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void cycleOfTwoThreads_endsByTheDeadline(Ground ground) throws InterruptedException {
        Fleet fleet = open(ground);
        CountDownLatch bothLoad = new CountDownLatch(2);
        List<Cache<String, String>> self = new ArrayList<>();
        self.add(fleet.node()
                .cache()
                .load(key -> {
                    bothLoad.countDown();
                    assertThat(bothLoad.await(20, TimeUnit.SECONDS)).isTrue();
                    return self.get(0).get(key.equals("a") ? "b" : "a");
                })
                .hardLoadTimeout(Duration.ofSeconds(1))
                .build());
        CompletableFuture<@Nullable String> a = start(() -> self.get(0).get("a"));
        CompletableFuture<@Nullable String> b = start(() -> self.get(0).get("b"));
        assertThat(bothLoad.await(20, TimeUnit.SECONDS)).isTrue();
        fleet.advanceMillis(1_000);

        assertThat(failure(a)).isInstanceOf(CacheException.class);
        assertThat(failure(b)).isInstanceOf(CacheException.class);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void refreshDuringALoad_joinsIt(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        node.loads.hold();
        CompletableFuture<@Nullable String> load = cache.async().get("k");
        CompletableFuture<@Nullable String> refresh = cache.async().refresh("k");
        node.loads.release();
        fleet.advanceMillis(500);

        assertThat(got(load)).isEqualTo("v");
        assertThat(got(refresh)).isEqualTo("v");
        assertThat(fleet.source.reads).hasValue(1);
    }

    /** It may be answered with what a tier has, and that is no new value. */
    @Test
    void refreshDuringALook_joinsNoReadThatHasNotComeToALoad() {
        Fleet fleet = open(Ground.FAR);
        HeldReplies backend = HeldReplies.withoutFeed(Ground.FAR.backend(fleet.server));
        Cache<String, String> cache =
                fleet.node(backend).cache().load(fleet.source::load).build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2"); // and nobody tells the cache
        backend.hold(true);
        CompletableFuture<@Nullable String> read = cache.async().get("k");
        CompletableFuture<@Nullable String> refresh = cache.async().refresh("k");
        backend.hold(false);

        assertThat(got(read)).isEqualTo("v1");
        assertThat(got(refresh)).isEqualTo("v2");
        assertThat(cache.getIfPresent("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void callersWhoComeAsOthersCancel_areNeverCancelled(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    throw new IllegalStateException("down");
                })
                .build();
        CompletableFuture<Boolean> cancelling = start(() -> {
            for (int i = 0; i < 2_000; i++) {
                cache.async().get("k").cancel(true);
            }
            return true;
        });
        for (int i = 0; i < 2_000; i++) {
            assertThat(failure(cache.async().get("k"))).isInstanceOf(CacheLoadException.class);
        }
        assertThat(got(cancelling)).isTrue();
    }
}
