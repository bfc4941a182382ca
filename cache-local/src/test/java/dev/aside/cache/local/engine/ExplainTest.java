package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.Consistency;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.spi.SlotStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an explanation says of each tier, and that it counts nothing. */
class ExplainTest extends EngineTest {

    private static final String PAST = "load without the cache, and store nothing";

    private static Map<String, String> facts(Cache<String, String> cache) {
        CacheStats before = cache.stats();
        Map<String, String> facts = cache.explain("k").facts();
        assertThat(cache.stats()).as("nothing is counted").isEqualTo(before);
        return facts;
    }

    private static Cache<String, String> warm(Fleet fleet) {
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v");
        cache.get("k");
        return cache;
    }

    @Test
    void nearCopy_isToldBesideTheFarOne_andIsWhatServes() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofSeconds(10))
                .build();
        fleet.source.with("k", "v");
        assertThat(facts(cache))
                .containsEntry("near", "nothing")
                .containsEntry("feed", "proven alive for 749 ms more")
                .containsEntry("far", "nothing")
                .containsEntry("a read would", "load");
        cache.get("k");
        fleet.advanceMillis(4_000);
        assertThat(facts(cache))
                .containsEntry("near", "a copy, served, to be looked at in 6000 ms")
                .containsEntry("far", "a value")
                .containsEntry("age", "4000 ms")
                .containsEntry("a read would", "be served from it, in this process")
                .containsKeys("cache", "mode", "backend", "feed", "soft expiry", "hard expiry");
    }

    @Test
    void nearCopyOfASilentFeed_isNotServed_andTheFarOneIs() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Cache<String, String> cache = warm(fleet);
        fleet.link().pauseFeed(true);
        fleet.advanceMillis(1_000);

        assertThat(facts(cache))
                .containsEntry("feed", "not proven alive")
                .hasEntrySatisfying(
                        "near",
                        near -> assertThat(near)
                                .startsWith("a copy, not served: the feed is not proven alive, to be looked at in "))
                .containsEntry("far", "a value")
                .containsEntry("a read would", "be served from it");
    }

    @Test
    void nearCopyWithoutAFeed_isServedForTheBound() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Cache<String, String> cache = fleet.node(HeldReplies.withoutFeed(Ground.FAR_NEAR.backend(fleet.server)))
                .cache()
                .load(fleet.source::load)
                .build();
        fleet.source.with("k", "v");
        cache.get("k");
        cache.get("k");
        assertThat(facts(cache))
                .containsEntry("feed", "none, so a copy lives as long as the mode allows")
                .containsEntry("a read would", "be served from it, in this process");
        fleet.advanceMillis(1_000);
        assertThat(facts(cache))
                .hasEntrySatisfying(
                        "near", near -> assertThat(near).startsWith("a copy, not served: it must be looked at, since "))
                .containsEntry("a read would", "be served from it");
    }

    @Test
    void absence_isToldOfBothTiers() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Cache<String, String> cache = fleet.cache();
        cache.get("k");

        assertThat(facts(cache))
                .containsEntry("far", "known to be absent")
                .hasEntrySatisfying("near", near -> assertThat(near).startsWith("known to be absent, served"));
    }

    @Test
    void copyThatATagHasOutdated_isNotServedUnlookedAt() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .tags((key, value) -> List.of(key))
                .build();
        fleet.source.with("k", "v");
        cache.get("k");
        cache.invalidateTag("other");
        assertThat(facts(cache))
                .containsEntry(
                        "near", "a copy, not served: a tag has changed since, or it was left unread for too long")
                .containsEntry("tags", "1 tags")
                .containsEntry("a read would", "be served from it");
        cache.invalidateTag("k");
        assertThat(facts(cache)).containsEntry("a read would", "load: its tag or the whole cache was invalidated");
    }

    @Test
    void cacheWithoutANearTier_saysSo() {
        for (Ground ground : List.of(Ground.FAR, Ground.FAR_NEAR)) {
            Fleet fleet = open(ground);
            Cache<String, String> cache = fleet.node()
                    .cache()
                    .load(fleet.source::load)
                    .consistency(Consistency.STRICT)
                    .build();
            assertThat(facts(cache)).containsEntry("near", "no such tier").doesNotContainKey("feed");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void backendThatDoesNotAnswer_isNotAskedByAnExplanation(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v");
        fleet.link().fail(1);
        assertThat(facts(cache))
                .containsEntry("far", "no answer")
                .containsEntry("backend", "in-memory, answering")
                .containsEntry("a read would", PAST);
        fleet.link().fail(5);
        for (int i = 0; i < 5; i++) {
            cache.get("other");
        }
        fleet.link().fail(0);
        long batches = fleet.link().batches();
        assertThat(facts(cache))
                .containsEntry("backend", "in-memory, not answering")
                .containsEntry("far", "not asked")
                .containsEntry("a read would", PAST);
        assertThat(fleet.link().batches()).isEqualTo(batches);
        fleet.advanceMillis(1_000);
        cache.get("k");
        assertThat(facts(cache)).containsEntry("backend", "in-memory, answering");
    }

    @Test
    void explanationsThatFail_openNoBreaker() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache = warm(fleet);
        fleet.link().fail(20);
        for (int i = 0; i < 20; i++) {
            cache.explain("k");
        }
        assertThat(facts(cache)).containsEntry("backend", "in-memory, answering");
        assertThat(cache.stats().bypasses()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR_NEAR", "FAR"})
    void pendingChange_sendsReadsPastTheCache(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = warm(fleet);
        fleet.link().fail(1);
        cache.invalidate("k");
        assertThat(facts(cache))
                .containsEntry("pending change", "the backend has not acknowledged a change")
                .containsEntry("far", "a value")
                .containsEntry("a read would", PAST);
        fleet.advanceMillis(100);
        assertThat(facts(cache))
                .doesNotContainKey("pending change")
                .containsEntry("far", "changed, and not loaded since")
                .containsEntry("a read would", "load");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void refreshUnderWay_isTold(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        cache.get("k");
        node.loads.hold();
        CompletableFuture<@Nullable String> refresh = cache.async().refresh("k");
        assertThat(facts(cache)).containsEntry("load", "a refresh is under way");
        node.loads.release();
        assertThat(got(refresh)).isEqualTo("v");
        assertThat(facts(cache)).doesNotContainKey("load");
    }

    /** Strings in one of two versions. */
    private record Versioned(long fingerprint) implements Codec<String> {
        @Override
        public String id() {
            return "versioned";
        }

        @Override
        public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    void valueOfAnotherVersion_isToldAndNotCounted() {
        Fleet fleet = open(Ground.FAR);
        fleet.source.with("k", "v");
        fleet.node()
                .cache()
                .codec(new Versioned(1))
                .load(fleet.source::load)
                .build()
                .get("k");
        Cache<String, String> other = fleet.node()
                .cache()
                .codec(new Versioned(2))
                .load(fleet.source::load)
                .build();

        assertThat(facts(other))
                .containsEntry("far", "a value")
                .containsEntry("a read would", "load: another codec or another version of the type has stored it");
        assertThat(other.stats().unstorable()).isZero();
    }

    @Test
    void explanation_writesNothingButATokenThatWasMissing() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Cache<String, String> cache = warm(fleet);
        long leases = fleet.link().steps(SlotStep.Lease.class);
        long fills = fleet.link().steps(SlotStep.Fill.class);
        int slots = fleet.server.size();
        cache.explain("k");
        cache.explain("none");

        assertThat(fleet.link().steps(SlotStep.Lease.class)).isEqualTo(leases);
        assertThat(fleet.link().steps(SlotStep.Fill.class)).isEqualTo(fills);
        assertThat(fleet.server.size()).isEqualTo(slots);
    }

    @Test
    void serverThatHangs_keepsAnExplanationNoLongerThanAStep() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache = warm(fleet);
        fleet.link().hang(true);
        var explanation = cache.async().explain("k");
        assertThat(explanation).isNotDone();
        fleet.advanceMillis(100);

        assertThat(got(explanation).facts()).containsEntry("far", "no answer").containsEntry("a read would", PAST);
    }
}
