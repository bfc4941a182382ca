package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.testkit.InMemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that are answered by a server that follows the writer, and those that are not. */
class ReaderLookTest extends EngineTest {

    private final Fleet fleet = open(Ground.FAR);
    private final InMemoryBackend writer = new InMemoryBackend(fleet.server);
    private final Followed followed = new Followed(writer);
    private final Node node = fleet.node(followed);

    private CacheBuilder<String, String> rows() {
        return node.cache().load(fleet.source::load);
    }

    private static void warm(Cache<String, String> cache) {
        cache.get("k");
        cache.get("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVENTUAL", "BOUNDED(1s)"})
    void hit_isAnsweredByTheReaderAlone(String mode) {
        Cache<String, String> cache =
                rows().consistency(Consistency.parse(mode)).build();
        fleet.source.with("k", "v");
        warm(cache);
        followed.countAnew();

        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.getAll(List.of("k"))).containsEntry("k", "v");
        assertThat(followed.readerBatches).isEqualTo(2);
        assertThat(followed.writerBatches).isZero();
        assertThat(cache.stats().farHits()).isEqualTo(3);
    }

    @Test
    void miss_isTwoTripsUntilTheLoad_andAFillThatNobodyWaitsFor() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("a", "1").with("b", "2");
        cache.get("a");
        followed.countAnew();
        cache.get("b");

        assertThat(followed.readerBatches).isEqualTo(1);
        assertThat(followed.writerBatches).as("tokens and lease, fill").isEqualTo(2);
        assertThat(cache.get("b")).isEqualTo("2");
        assertThat(fleet.source.reads).hasValue(2);
    }

    @Test
    void whatTheReaderHasNotYet_theWriterAnswers_withoutALoad() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("a", "1").with("b", "2");
        warm(cache);
        followed.freeze();
        fleet.cache().getAll(List.of("a", "b"));
        fleet.source.reads.set(0);

        assertThat(cache.getAll(List.of("a", "b"))).containsEntry("a", "1").containsEntry("b", "2");
        assertThat(fleet.source.reads).hasValue(0);
    }

    @Test
    void bounded_tellsTheStoreHalfOfTheBound_andOthersThatNobodyMayBeAsked() {
        rows().consistency(Consistency.bounded(Duration.ofMillis(300))).build();
        assertThat(followed.bound).hasMillis(150);
        node.cache("strict", String.class, String.class)
                .load(fleet.source::load)
                .consistency(Consistency.STRICT)
                .build();
        assertThat(followed.bound).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_YOUR_WRITES", "STRICT"})
    void strongerModes_askTheWriter(String mode) {
        Cache<String, String> cache =
                rows().consistency(Consistency.parse(mode)).build();
        fleet.source.with("k", "v");
        warm(cache);
        assertThat(followed.readerBatches).isZero();
    }

    @Test
    void nearTier_isFilledByTheWriterOnly() {
        Fleet near = open(Ground.FAR_NEAR);
        Cache<String, String> cache =
                near.node(followed).cache().load(near.source::load).build();
        near.source.with("k", "v");
        warm(cache);
        assertThat(followed.readerBatches).isZero();
    }

    @Test
    void youngerThanWhatThereIs_isAskedOfTheWriter() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v");
        warm(cache);
        followed.countAnew();
        cache.withMaxAge(Duration.ofHours(1)).get("k");
        cache.refresh("k");
        assertThat(followed.readerBatches).isZero();
    }

    @Test
    void whatTheCallerHasChanged_isAskedOfTheWriter_andNothingElse() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v1").with("other", "o");
        warm(cache);
        cache.get("other");
        ChangeToken token;
        try (OwnChanges mine = OwnChanges.begin(ChangeToken.NONE)) {
            fleet.source.with("k", "v2");
            fleet.cache().invalidate("k");
            token = mine.token();
        }
        followed.freeze();
        followed.countAnew();
        assertThat(cache.withToken(token).getIfPresent("k")).isNull();
        assertThat(cache.withToken(token).get("k")).isEqualTo("v2");
        assertThat(followed.readerBatches).isZero();
        assertThat(cache.withToken(token).get("other")).isEqualTo("o");
        assertThat(followed.readerBatches).isEqualTo(1);
    }

    @Test
    void readerThatFails_isDoneWithout_andNotAskedForAWhile() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v");
        warm(cache);
        followed.fail(true);
        followed.countAnew();
        for (int i = 0; i < 20; i++) {
            assertThat(cache.get("k")).isEqualTo("v");
        }
        assertThat(followed.readerBatches).isEqualTo(5);
        assertThat(fleet.source.reads).hasValue(1);
        followed.fail(false);
        fleet.advance(Duration.ofSeconds(2));
        followed.countAnew();
        cache.get("k");
        cache.get("k");
        assertThat(followed.readerBatches).isEqualTo(2);
        assertThat(followed.writerBatches).isZero();
    }

    @Test
    void clearedCache_andInvalidatedTag_areSeenByTheReadersTokens() {
        Cache<String, String> cache = rows().tags((key, value) -> List.of("t")).build();
        fleet.source.with("k", "v1");
        warm(cache);
        fleet.source.with("k", "v2");
        cache.invalidateTag("t");
        assertThat(cache.get("k")).isEqualTo("v2");
        warm(cache);
        fleet.source.with("k", "v3");
        cache.clear();
        assertThat(cache.get("k")).isEqualTo("v3");
        followed.countAnew();
        warm(cache);
        assertThat(followed.writerBatches)
                .as("the tags, too, are looked up at the reader")
                .isZero();
    }

    @Test
    void changeThatIsPending_isNotReadAtAReader() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v1");
        warm(cache);
        writer.fail(1);
        fleet.source.with("k", "v2");
        cache.invalidate("k");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVENTUAL", "BOUNDED(1s)"})
    void lookThatNeverLoads_isAnsweredByTheReaderAlone(String mode) {
        Cache<String, String> cache = rows().consistency(Consistency.parse(mode))
                .tags((key, value) -> List.of("t"))
                .build();
        fleet.source.with("k", "v");
        warm(cache);
        followed.countAnew();

        assertThat(cache.getIfPresent("k")).isEqualTo("v");
        assertThat(followed.readerBatches).as("slots, and tags").isEqualTo(2);
        assertThat(followed.writerBatches).isZero();
        assertThat(cache.stats().farHits()).isEqualTo(2);
    }

    @Test
    void lookThatNeverLoads_asksTheWriterForWhatTheReaderHasNot_orHasNoLonger() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v1").with("other", "v");
        warm(cache);
        followed.freeze();
        fleet.cache().get("other");
        assertThat(cache.getIfPresent("other")).isEqualTo("v");
        assertThat(cache.getIfPresent("none")).isNull();
        cache.clear();
        assertThat(cache.getIfPresent("k"))
                .as("the reader may be behind by the bound")
                .isEqualTo("v1");
    }

    @Test
    void lookThatNeverLoads_seesAClearedCache_andAnInvalidatedTag() {
        Cache<String, String> cache = rows().tags((key, value) -> List.of("t")).build();
        fleet.source.with("k", "v1");
        warm(cache);
        cache.invalidateTag("t");
        assertThat(cache.getIfPresent("k")).isNull();
        warm(cache);
        cache.clear();
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_YOUR_WRITES", "STRICT"})
    void lookThatNeverLoads_inStrongerModes_asksTheWriter(String mode) {
        Cache<String, String> cache =
                rows().consistency(Consistency.parse(mode)).build();
        fleet.source.with("k", "v");
        warm(cache);
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
        assertThat(followed.readerBatches).isZero();
    }

    @Test
    void lookThatNeverLoads_doesNotReadAPendingChangeAtAReader_norWhatIsToBeYoung() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v1");
        warm(cache);
        followed.countAnew();
        assertThat(cache.withMaxAge(Duration.ofHours(1)).getIfPresent("k")).isEqualTo("v1");
        assertThat(followed.readerBatches).isZero();
        writer.fail(1);
        cache.invalidate("k");
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @Test
    void lookThatNeverLoads_doesWithoutAReaderThatFails() {
        Cache<String, String> cache = rows().build();
        fleet.source.with("k", "v");
        warm(cache);
        followed.fail(true);
        followed.countAnew();
        for (int i = 0; i < 20; i++) {
            assertThat(cache.getIfPresent("k")).isEqualTo("v");
        }
        assertThat(followed.readerBatches).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "600, 2"})
    void nobodyJoinsWhoHasBegunMoreThanHalfTheBoundAgo(long laterMillis, int looks) {
        Cache<String, String> cache =
                rows().consistency(Consistency.bounded(Duration.ofSeconds(1))).build();
        AtomicReference<CompletableFuture<?>> second = new AtomicReference<>();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.advanceMillis(laterMillis);
            second.set(elsewhere(() -> cache.async().get("k"))); // a load must not load its own key
        });
        cache.get("k");
        assertThat(followed.readerBatches).isEqualTo(looks);
        fleet.advanceMillis(1_000);
        assertThat(second.get()).isCompleted();
    }
}
