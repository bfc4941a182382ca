package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.CacheTimeoutException;
import dev.aside.cache.CacheUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every read is a hit or a miss, and never both. */
class CountingTest extends EngineTest {
    private static final Ground GROUND = Ground.FAR;

    @Test
    void readThatTimedOut_isNotCountedAgain_whenTheStoreAnswersAfterAll() {
        Fleet fleet = open(GROUND);
        HeldReplies slow = HeldReplies.withFeed(GROUND.backend(fleet.server));
        Cache<String, String> cache = fleet.node(slow)
                .cache()
                .load(fleet.source::load)
                .hardLoadTimeout(Duration.ofMillis(50))
                .build();
        fleet.source.with("k", "v");
        assertThat(cache.async().get("k")).isDone();
        slow.hold(true);
        CompletableFuture<@Nullable String> read = cache.async().get("k");
        fleet.advanceMillis(50);
        assertThat(failure(read)).isInstanceOf(CacheTimeoutException.class);
        slow.hold(false);

        assertThat(reads(cache.stats())).isEqualTo(2);
        assertThat(cache.stats().farHits()).isZero();
    }

    @Test
    void lookThatFails_isAMiss_andFailsWithWhatWentWrongItself() {
        Fleet fleet = open(GROUND);
        HeldReplies refusing = HeldReplies.withFeed(GROUND.backend(fleet.server));
        Cache<String, String> cache =
                fleet.node(refusing).cache().load(fleet.source::load).build();
        refusing.fail(1);
        CompletableFuture<@Nullable String> look = cache.async().getIfPresent("k");
        AtomicReference<@Nullable Throwable> heard = new AtomicReference<>();
        CompletableFuture<@Nullable String> unused = look.whenComplete((value, error) -> heard.set(error));

        assertThat(heard.get()).isInstanceOf(CacheUnavailableException.class);
        assertThat(look).failsWithin(Duration.ZERO).withThrowableOfType(ExecutionException.class);
        assertThat(reads(cache.stats())).isEqualTo(1);
        assertThat(cache.stats().misses()).isEqualTo(1);
    }

    private static long reads(CacheStats stats) {
        return stats.nearHits() + stats.farHits() + stats.misses();
    }
}
