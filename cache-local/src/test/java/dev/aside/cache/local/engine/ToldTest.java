package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database that a cache is loaded from tells of others, and of itself. */
class ToldTest extends SourcedTest {

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void whatOthersHaveLeftBehind_isTold(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old").with("l", "old");
        cache.getAll(List.of("k", "l"));
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        List<ChangeRecord> records = transaction.records();
        assertThat(records).hasSize(1).first().extracting(ChangeRecord::kind).isEqualTo('e');
        transaction.rollback();
        fleet.source.with("k", "new").with("l", "new");
        ChangeListener listener = database.listeners.get(0);
        assertThat(got(listener.changed(records).toCompletableFuture())).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.get("l")).isEqualTo("old");
        ChangeRecord tag = new ChangeRecord("rows", 't', "letters".getBytes(StandardCharsets.UTF_8));
        got(listener.changed(List.of(tag)).toCompletableFuture());
        assertThat(cache.get("l")).isEqualTo("new");
        fleet.source.with("l", "newer");
        got(listener.changed(List.of(new ChangeRecord("rows", 'g', new byte[0])))
                .toCompletableFuture());
        assertThat(cache.get("l")).isEqualTo("newer");
    }

    @Test
    void whatOnlyThisProcessKnows_isNotLeftBehind() {
        Fleet fleet = open(Ground.REFERENCE);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        assertThat(transaction.records()).isEmpty();
        transaction.rollback();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatOthersSay_isTold(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "1");
        cache.get("k");
        ChangeListener listener = database.listeners.get(0);
        fleet.source.with("k", "2");
        got(listener.keyChanged("k").toCompletableFuture());
        assertThat(cache.get("k")).isEqualTo("2");
        fleet.source.with("k", "3");
        got(listener.tagChanged("letters").toCompletableFuture());
        assertThat(cache.get("k")).isEqualTo("3");
        fleet.source.with("k", "4");
        got(listener.allChanged().toCompletableFuture());
        assertThat(cache.get("k")).isEqualTo("4");
    }

    @Test
    void textThatIsNoKey_isRefused() {
        Fleet fleet = open(Ground.REFERENCE);
        Cache<Integer, String> numbers = fleet.node()
                .cache("numbers", Integer.class, String.class)
                .load(key -> "x")
                .source(database)
                .build();
        Cache<Boolean, String> truths = fleet.node()
                .cache("truths", Boolean.class, String.class)
                .load(key -> "x")
                .source(database)
                .build();
        assertThat(numbers.getIfPresent(1)).isNull();
        assertThat(truths.getIfPresent(true)).isNull();
        assertThatThrownBy(() -> database.listeners.get(0).keyChanged(CANARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key of it")
                .satisfies(EngineTest::assertQuiet);
        assertThatThrownBy(() -> database.listeners.get(1).keyChanged(CANARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keyOfText");
        assertThatThrownBy(() -> database.listeners.get(0).tagChanged(CANARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without tags");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void databaseThatHasGoneBack_isBelievedNothingOfWhatItWas_byAnyNode_once(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> one = cache(fleet);
        Cache<String, String> other = cache(fleet);
        fleet.source.with("k", "never was");
        one.get("k");
        other.get("k");
        fleet.source.with("k", "is");
        database.ages.get(0).accept(4_711);
        fleet.advanceMillis(100);
        assertThat(one.get("k")).isEqualTo("is");
        assertThat(other.get("k")).isEqualTo("is");
        int reads = fleet.source.reads.get();
        database.ages.get(1).accept(4_711);
        fleet.advanceMillis(100);
        assertThat(one.get("k")).isEqualTo("is");
        assertThat(other.get("k")).isEqualTo("is");
        assertThat(fleet.source.reads).as("it has gone back once").hasValue(reads);
    }

    @Test
    void cacheThatIsClosed_isToldOfNothingAnyMore() {
        Fleet fleet = open(Ground.FAR);
        Node node = fleet.node();
        builder(fleet, node).build();
        assertThat(database.listeners).hasSize(1);
        node.close();
        assertThat(database.listeners).isEmpty();
        assertThat(database.ages).isEmpty();
    }
}
