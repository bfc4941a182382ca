package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.CacheBuilder;
import dev.aside.FencePolicy;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.testkit.InMemoryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies before a server that pushes nothing, guarded by what nodes say to each other by their database. Holds G3. */
class HeardTest extends SourcedTest {

    private static final Duration BOUND = Duration.ofSeconds(1);

    private final FakeFeed feed = new FakeFeed();
    private Fleet fleet = new Fleet(Ground.FAR_NEAR);

    @BeforeEach
    void memcached() {
        fleet = open(Ground.FAR_NEAR, InMemoryServer.memcached());
        fleet.source.with("k", "v1");
        database.feed = feed;
    }

    private Cache<String, String> node() {
        return built(builder(fleet, fleet.node()));
    }

    private static Cache<String, String> built(CacheBuilder<String, String> builder) {
        return builder.consistency(Consistency.bounded(BOUND)).build();
    }

    /** All hear, and each has a copy. */
    @SafeVarargs
    private void warm(Cache<String, String>... caches) {
        feed.seats.forEach(FakeFeed.Seat::listensAnew);
        feed.allProve();
        for (Cache<String, String> cache : caches) {
            cache.get("k");
            assertThat(isServed(cache)).isTrue();
        }
    }

    private static boolean isServed(Cache<String, String> cache) {
        long hits = cache.stats().nearHits();
        cache.get("k");
        return cache.stats().nearHits() > hits;
    }

    private static List<Consumer<Cache<String, String>>> changes() {
        return List.of(
                cache -> cache.invalidate("k"),
                cache -> cache.put("k", "v2"),
                cache -> cache.invalidateTag("letters"),
                Cache::clear);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeOfOneNode_dropsTheCopiesOfTheOthers_asSoonAsItIsHeard(Consumer<Cache<String, String>> change) {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        fleet.source.with("k", "v2");
        feed.isLate = true;
        change.accept(one);
        assertThat(other.get("k")).as("not heard yet").isEqualTo("v1");
        feed.seats.get(1).hears();
        assertThat(other.get("k")).isEqualTo("v2");
        assertThat(isServed(other)).as("and kept again").isTrue();
    }

    /** It asks the server once more, and does not tell it again: whoever changed it has. */
    @Test
    void whoeverHears_tellsNoServer() {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        one.invalidate("k");
        assertThat(other.stats().invalidations()).isZero();
    }

    @Test
    void aProof_isAsOldAsItsQuestion() {
        Cache<String, String> other = node();
        warm(other);
        fleet.advanceMillis(700);
        assertThat(isServed(other)).isTrue();
        feed.seats.get(0).hearer.asked();
        fleet.advanceMillis(500);
        feed.seats.get(0).hearer.proven();
        assertThat(isServed(other)).as("500 ms after it was asked").isTrue();
        fleet.advanceMillis(300);
        assertThat(isServed(other)).as("800 ms after it was asked").isFalse();
    }

    @Test
    void whoeverWasNotAsked_isNotProvenToHear() {
        Cache<String, String> other = node();
        other.get("k");
        feed.seats.get(0).hearer.proven();
        assertThat(isServed(other)).isFalse();
        feed.seats.get(0).proves();
        other.get("k");
        assertThat(isServed(other)).isTrue();
    }

    @Test
    void whoeverHearsNoMore_isServedNoCopy_andNoneOfBeforeWhenHeHearsAgain() {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        FakeFeed.Seat cut = feed.seats.get(1);
        feed.isLate = true;
        cut.hearer.lost();
        assertThat(isServed(other)).isFalse();
        fleet.source.with("k", "v2");
        one.invalidate("k");
        cut.listensAnew();
        cut.proves();
        assertThat(other.get("k")).isEqualTo("v2");
    }

    /** What was read before it listens is not kept, though it comes when all is proven. */
    @Test
    void aReadFromBeforeItListened_isNotKept() {
        Cache<String, String> one = node();
        HeldReplies slow = HeldReplies.withoutFeed(Ground.FAR_NEAR.backend(fleet.server));
        Cache<String, String> other = built(builder(fleet, fleet.node(slow)));
        one.get("k");
        feed.isLate = true;
        slow.hold(true);
        CompletableFuture<@Nullable String> read = other.async().get("k");
        fleet.source.with("k", "v2");
        one.invalidate("k");
        FakeFeed.Seat late = feed.seats.get(1);
        late.listensAnew();
        late.proves();
        slow.hold(false);
        assertThat(got(read)).as("began before the change").isEqualTo("v1");
        assertThat(other.get("k")).isEqualTo("v2");
    }

    @Test
    void aChangeThatIsHeardBeforeTheReadIsAnswered_keepsItOut() {
        Cache<String, String> one = node();
        HeldReplies slow = HeldReplies.withoutFeed(Ground.FAR_NEAR.backend(fleet.server));
        Cache<String, String> other = built(builder(fleet, fleet.node(slow)));
        warm(one);
        slow.hold(true);
        CompletableFuture<@Nullable String> read = other.async().get("k");
        fleet.source.with("k", "v2");
        one.invalidate("k"); // it is heard, and finds nothing to remove
        slow.hold(false);
        assertThat(got(read)).isEqualTo("v1");
        assertThat(other.get("k")).isEqualTo("v2");
    }

    @Test
    void aChange_isAcknowledgedOnceItsNotificationIsTaken() {
        Cache<String, String> one = node();
        warm(one);
        feed.takes = FakeFeed.Takes.LATER;
        CompletableFuture<ChangeOutcome> change = one.async().invalidate("k").toCompletableFuture();
        assertThat(change).isNotDone();
        feed.later.remove().run();
        assertThat(got(change)).isEqualTo(ChangeOutcome.APPLIED);
    }

    @Test
    void aNotificationThatIsNotTaken_leavesTheChangePending_untilItIs() {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        fleet.source.with("k", "v2");
        feed.takes = FakeFeed.Takes.NEVER;
        assertThat(one.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        fleet.advanceMillis(400);
        feed.allProve();
        assertThat(one.stats().pendingChanges()).isOne();
        assertThat(other.get("k")).isEqualTo("v1");
        feed.takes = FakeFeed.Takes.AT_ONCE;
        fleet.advanceMillis(400);
        assertThat(one.stats().pendingChanges()).isZero();
        assertThat(other.get("k")).isEqualTo("v2");
    }

    @Test
    void aNotificationThatIsNotAnswered_isNotWaitedForLongerThanAStep() {
        Cache<String, String> one = node();
        warm(one);
        feed.takes = FakeFeed.Takes.LATER;
        CompletableFuture<ChangeOutcome> change = one.async().invalidate("k").toCompletableFuture();
        fleet.advanceMillis(100);
        assertThat(got(change)).isEqualTo(ChangeOutcome.PENDING);
    }

    /** The server was told by the journal, a while after the others may have read it again. */
    @Test
    void whatTheServerDidNotAnswer_isToldWhenItDoes() {
        Node node = fleet.node();
        Cache<String, String> one = built(builder(fleet, node));
        Cache<String, String> other = node();
        warm(one, other);
        fleet.source.with("k", "v2");
        node.link().unavailable(true);
        assertThat(one.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        assertThat(other.get("k")).isEqualTo("v1");
        assertThat(other.get("k")).isEqualTo("v1");
        node.link().unavailable(false);
        fleet.advanceMillis(1_000);
        feed.allProve();
        assertThat(one.stats().pendingChanges()).isZero();
        assertThat(other.get("k")).isEqualTo("v2");
    }

    /** By what the transaction itself says: its process may be gone right after. */
    @Test
    void aTransaction_isHeardAtItsCommit_thoughItsProcessDies() {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        FakeDatabase.Tx transaction = database.begin().writes();
        one.invalidate("k");
        assertThat(elsewhere(() -> isServed(other))).isTrue();
        transaction.beforeCommit();
        assertThat(feed.told).as("a rollback concerns nobody").isEmpty();
        fleet.source.with("k", "v2");
        transaction.tell();
        assertThat(elsewhere(() -> other.get("k"))).isEqualTo("v2");
        assertThat(elsewhere(() -> isServed(other)))
                .as("nothing is kept while it is open")
                .isFalse();
        transaction.rollback();
    }

    /** The server forgets the fence, and is filled by a load from before the COMMIT. */
    @Test
    void aTransactionWhoseFenceWasEvicted_isHeardAgainAtItsEnd() {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        FakeDatabase.Tx transaction = database.begin().writes();
        one.invalidate("k");
        transaction.beforeCommit();
        assertThat(fleet.server.evict(slot -> slot.kind() == SlotKey.Kind.ENTRY))
                .isOne();
        assertThat(elsewhere(() -> node().get("k"))).isEqualTo("v1");
        fleet.source.with("k", "v2");
        transaction.tell();
        assertThat(elsewhere(() -> other.get("k"))).as("the server's").isEqualTo("v1");
        transaction.committed(PLACE);
        assertThat(other.get("k")).isEqualTo("v2");
    }

    /** Should the process die after its write, nobody would tell. */
    @Test
    void aPut_isHeardBeforeItIsWritten() {
        Cache<String, String> other = node();
        Cache<String, String> one = node();
        warm(other);
        List<Boolean> served = new ArrayList<>();
        fleet.source.meanwhile(() -> served.add(elsewhere(() -> isServed(other))));
        assertThat(one.put("k", "v2")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(served).containsExactly(false);
        assertThat(other.get("k")).isEqualTo("v2");
    }

    @Test
    void whereAChangeMustBeFenced_oneThatCannotBeToldIsRefused() {
        Cache<String, String> one = built(builder(fleet, fleet.node()).whenFenceFails(FencePolicy.REFUSE));
        feed.takes = FakeFeed.Takes.NEVER;
        assertThatThrownBy(() -> one.put("k", "v2")).isInstanceOf(CacheUnavailableException.class);
        assertThat(fleet.source.load("k")).isEqualTo("v1");
    }

    /** What proves that all was heard may come before the server has answered. */
    @Test
    void whatOthersSay_dropsCopiesAtOnce() {
        HeldReplies slow = HeldReplies.withoutFeed(Ground.FAR_NEAR.backend(fleet.server));
        Cache<String, String> one = built(builder(fleet, fleet.node(slow)));
        warm(one);
        fleet.source.with("k", "v2");
        slow.hold(true);
        CompletableFuture<ChangeOutcome> told =
                database.listeners.get(0).keyChanged("k").toCompletableFuture();
        CompletableFuture<@Nullable String> read = one.async().get("k");
        assertThat(read).isNotDone();
        slow.hold(false);
        assertThat(got(told)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(feed.told).as("all hear it themselves").isEmpty();
        assertThat(one.get("k")).isEqualTo("v2");
    }

    /** What a process that has gone left behind, nobody else tells. */
    @Test
    void whatWasLeftBehind_isToldToOthers() {
        Cache<String, String> one = node();
        Cache<String, String> other = node();
        warm(one, other);
        fleet.source.with("k", "v2");
        ChangeRecord left = new ChangeRecord("rows", 'e', fleetKey());
        got(database.listeners.get(0).changed(List.of(left)).toCompletableFuture());
        assertThat(other.get("k")).isEqualTo("v2");
    }

    private byte[] fleetKey() {
        FakeDatabase.Tx transaction = database.begin().writes();
        node().invalidate("k");
        byte[] key = transaction.records().get(0).key();
        transaction.rollback();
        return key;
    }

    @Test
    void ofVeryManyKeys_itIsToldThatAllHaveChanged() {
        Cache<String, String> one = node();
        warm(one);
        one.invalidateAll(
                IntStream.rangeClosed(1, 1_000).mapToObj(String::valueOf).toList());
        assertThat(feed.told.get(0)).hasSize(1_000);
        one.invalidateAll(
                IntStream.rangeClosed(1, 1_001).mapToObj(String::valueOf).toList());
        assertThat(feed.told.get(1)).containsExactly(new ChangeRecord("rows", 'g', new byte[0]));
    }

    /** So that a fleet can be made to tell before any of it keeps copies. */
    @Test
    void aCacheOfNoSize_tells_andKeepsNothing() {
        Cache<String, String> none = built(builder(fleet, fleet.node()).maximumSize(0));
        Cache<String, String> other = node();
        warm(other);
        none.get("k");
        assertThat(isServed(none)).isFalse();
        fleet.source.with("k", "v2");
        none.invalidate("k");
        assertThat(other.get("k")).isEqualTo("v2");
    }

    @Test
    void whatCannotBeRead_isEverything() {
        Cache<String, String> one = node();
        warm(one);
        feed.say(null, List.of(new ChangeRecord("rows", 'e', new byte[] {-1, -1})));
        assertThat(isServed(one)).isFalse();
    }

    @Test
    void whoeverKeepsNoCopies_neitherTellsNorHears() {
        Fleet far = open(Ground.FAR, InMemoryServer.memcached());
        Cache<String, String> none = built(builder(far, far.node()));
        none.invalidate("k");
        Fleet redis = open(Ground.FAR_NEAR);
        Cache<String, String> pushed = built(builder(redis, redis.node()));
        pushed.invalidate("k");
        assertThat(feed.seats).isEmpty();
        assertThat(feed.told).isEmpty();
    }

    @Test
    void aCacheThatIsClosed_hearsNoMore() {
        Node node = fleet.node();
        built(builder(fleet, node));
        assertThat(feed.seats).hasSize(1);
        node.close();
        assertThat(feed.seats).isEmpty();
    }
}
