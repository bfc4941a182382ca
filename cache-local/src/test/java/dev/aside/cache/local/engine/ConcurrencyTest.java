package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.route.ChangeOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits for whom: what docs/concurrency.md says of callers. */
class ConcurrencyTest extends EngineTest {

    @ParameterizedTest
    @EnumSource(Ground.class)
    void callsDuringALoad_waitForNobody(Ground ground) throws InterruptedException {
        Fleet fleet = open(ground);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    if (key.equals("k") && loads.incrementAndGet() == 1) {
                        began.countDown();
                        release.await();
                        return "old";
                    }
                    return "new";
                })
                .tags((key, value) -> List.of("t"))
                .build();
        CompletableFuture<@Nullable String> slow = start(() -> cache.get("k"));
        assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(cache.getIfPresent("k")).isNull();
        assertThat(cache.getAll(List.of("a", "b"))).hasSize(2);
        assertThat(cache.explain("k").facts()).containsKey("load");
        assertThat(cache.put("k", "put")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.get("k")).isEqualTo("put");
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.refresh("k")).isEqualTo("new");
        assertThat(cache.invalidateTag("t")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.clear()).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(slow).as("all of that while the load was under way").isNotDone();
        release.countDown();
        assertThat(got(slow)).isEqualTo("old");
        assertThat(cache.get("k")).as("it has stored nothing").isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void asynchronousCalls_returnAtOnceThoughTheServerHangs(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .write(fleet.source::write)
                .tags((key, value) -> List.of("t"))
                .build();
        fleet.source.with("k", "v");
        fleet.link().hang(true);
        AsyncCache<String, String> async = cache.async();
        List<CompletableFuture<?>> answers = List.of(
                async.get("k"),
                async.getAll(List.of("k", "other")),
                async.refresh("k"),
                async.put("written", "w"),
                async.invalidate("k"),
                async.invalidateAll(List.of("k")),
                async.invalidateTag("t"),
                async.clear(),
                async.explain("k"),
                async.getIfPresent("k"));
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        fleet.advanceMillis(1_000);

        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void interruptedPut_keepsItsFlag_andTheWriteEndsAllTheSame(Ground ground) throws InterruptedException {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().load(fleet.source::load).write(fleet.source::write).build();
        fleet.source.with("k", "v");
        cache.get("k");
        node.loads.hold();
        AtomicReference<@Nullable Boolean> flag = new AtomicReference<>();
        CompletableFuture<@Nullable ChangeOutcome> put = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                put.complete(cache.put("k", "w"));
            } catch (CacheInterruptedException e) {
                flag.set(Thread.currentThread().isInterrupted());
                put.completeExceptionally(e);
            }
        });
        caller.start();
        caller.interrupt(); // before it waits, or while it does
        assertThat(failure(put)).isInstanceOf(CacheInterruptedException.class);
        caller.join();
        assertThat(flag).hasValue(true);
        assertThat(fleet.source.rows).as("not written yet").containsEntry("k", "v");
        node.loads.release();

        assertThat(fleet.source.rows).containsEntry("k", "w");
        assertThat(cache.getIfPresent("k")).as("stored as any other put").isEqualTo("w");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void interruptedInvalidate_isToldAllTheSame(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v");
        cache.get("k");
        boolean flag = elsewhere(() -> {
            Thread.currentThread().interrupt();
            try {
                cache.invalidate("k");
            } catch (CacheInterruptedException e) {
                assertThat(e).hasMessageStartingWith("rows: ");
            }
            return Thread.currentThread().isInterrupted();
        });

        assertThat(flag).isTrue();
        assertThat(cache.getIfPresent("k")).isNull();
    }
}
