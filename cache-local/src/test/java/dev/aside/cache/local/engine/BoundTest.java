package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.Consistency;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.TransactionContext;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes and reads within transactions of the database that a cache is loaded from. Holds G4 and G6. */
class BoundTest extends SourcedTest {

    @ParameterizedTest
    @EnumSource(Ground.class)
    void change_waitsForItsCommit_andIsToldThen(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        assertThat(cache.get("k")).isEqualTo("old");
        FakeDatabase.Tx transaction = database.begin().writes();
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        assertThat(elsewhere(() -> cache.get("k"))).isEqualTo("old");
        assertThat(fleet.source.reads).as("it was there").hasValue(1);
        fleet.source.with("k", "new");
        transaction.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(fleet.source.reads).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void changeThatIsRolledBack_isToldToNobody(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        cache.get("k");
        long sent = ground.isFar() ? fleet.link().batches() : 0;
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidateAll(List.of("k", "l"));
        cache.invalidateTag("letters");
        cache.clear();
        transaction.rollback();
        assertThat(ground.isFar() ? fleet.link().batches() : 0).isEqualTo(sent);
        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(fleet.source.reads).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void tagAndClear_areToldAtTheCommit(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        cache.get("k");
        FakeDatabase.Tx tag = database.begin().writes();
        cache.invalidateTag("letters");
        fleet.source.with("k", "new");
        tag.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
        FakeDatabase.Tx clear = database.begin().writes();
        cache.clear();
        fleet.source.with("k", "newer");
        clear.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("newer");
    }

    @Test
    void fencesOfManyKeys_goUpInOneFlush_andComeDownInOne() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidateAll(List.of("a", "b", "c"));
        cache.invalidate("d");
        long sent = fleet.link().batches();
        transaction.beforeCommit();
        assertThat(fleet.link().batches()).isEqualTo(sent + 1);
        transaction.commit(PLACE);
        assertThat(fleet.link().batches())
                .as("placed once more by this test, and down")
                .isEqualTo(sent + 3);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whileACommitIsUnderWay_nothingIsStored(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        transaction.beforeCommit();
        assertThat(elsewhere(() -> cache.get("k"))).isEqualTo("old");
        fleet.source.with("k", "new");
        assertThat(elsewhere(() -> cache.getIfPresent("k"))).isNull();
        transaction.committed(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void transactionWhoseEndNobodyKnows_keepsItsKeysUncached_untilItsTimeIsOver(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                builder(fleet, fleet.node()).writeTimeout(Duration.ofSeconds(1)).build();
        fleet.source.with("k", "old");
        cache.get("k");
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        transaction.loses();
        cache.get("k");
        fleet.source.with("k", "new");
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.getIfPresent("k")).isNull();
        fleet.advance(Duration.ofSeconds(3));
        cache.get("k");
        assertThat(cache.getIfPresent("k")).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void put_isStoredAtTheCommit(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        assertThat(cache.put("k", "new")).isEqualTo(ChangeOutcome.PENDING);
        assertThat(fleet.source.rows).containsEntry("k", "new");
        assertThat(elsewhere(() -> cache.getIfPresent("k"))).isNull();
        transaction.commit(PLACE);
        assertThat(cache.getIfPresent("k")).isEqualTo("new");
        assertThat(fleet.source.reads).hasValue(0);
        cache.invalidateTag("letters");
        assertThat(cache.getIfPresent("k")).as("it carries its tags").isNull();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void putUnderATagThatChangesMeanwhile_isNotServed(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.put("k", "new");
        elsewhere(() -> cache.invalidateTag("letters"));
        transaction.beforeCommit();
        elsewhere(() -> cache.invalidateTag("letters"));
        transaction.committed(PLACE);
        fleet.source.with("k", "newer");
        elsewhere(() -> cache.invalidateTag("letters"));
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void keyThatIsChangedTwice_isNotStored(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.put("twice", "x");
        cache.put("twice", "y");
        cache.put("after", "x");
        cache.invalidate("after");
        cache.invalidate("before");
        cache.put("before", "x");
        transaction.commit(PLACE);
        assertThat(cache.getIfPresent("twice")).isNull();
        assertThat(cache.getIfPresent("after")).isNull();
        assertThat(cache.getIfPresent("before")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whereAPartWasRolledBack_noValueOfItIsStored(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.put("k", "x");
        transaction.rollbackPartly();
        cache.put("l", "y");
        transaction.commit(PLACE);
        assertThat(cache.getIfPresent("k")).isNull();
        assertThat(cache.getIfPresent("l")).isEqualTo("y");
    }

    /** Who of the two is the later is the source's to say. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void transactionsThatOverlap_storeNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        FakeDatabase.Tx first = database.begin().writes();
        cache.put("k", "x");
        first.beforeCommit();
        FakeDatabase.Tx second = database.begin().writes();
        cache.put("k", "y");
        second.commit(PLACE);
        first.committed(PLACE);
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void putWhoseWriterFails_isAChangeAllTheSame(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        cache.get("k");
        FakeDatabase.Tx transaction = database.begin().writes();
        fleet.source.failing(new IllegalStateException("refused"));
        assertThatThrownBy(() -> cache.put("k", "new"))
                .isInstanceOfSatisfying(
                        CacheWriteException.class,
                        e -> assertThat(e.isSurelyUnchanged()).isFalse());
        fleet.source.failing(null);
        transaction.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void transactionThatHasWritten_readsItsOwn_andStoresNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old").with("l", "l");
        cache.get("k");
        FakeDatabase.Tx transaction = database.begin().writes();
        fleet.source.with("k", "new");
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.getAll(Set.of("k", "l"))).isEqualTo(Map.of("k", "new", "l", "l"));
        assertThat(cache.refresh("k")).isEqualTo("new");
        assertThat(got(cache.async().get("k"))).isEqualTo("new");
        assertThat(cache.getIfPresent("k")).isNull();
        assertThat(cache.withMaxAge(Duration.ofHours(1)).get("k")).isEqualTo("new");
        transaction.rollback();
        fleet.source.with("k", "old");
        assertThat(cache.getIfPresent("k")).isEqualTo("old");
        assertThat(cache.getIfPresent("l")).isNull();
    }

    /** As where an object mapper writes it with the COMMIT. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void whoHasToldOfAChange_readsItsOwn_alsoBeforeAnythingIsWritten(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        cache.get("k");
        FakeDatabase.Tx transaction = database.begin().reads();
        cache.invalidate("k");
        fleet.source.with("k", "new");
        assertThat(cache.get("k")).isEqualTo("new");
        transaction.rollback();
        assertThat(cache.getIfPresent("k")).isEqualTo("old");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void readOfATransactionThatHasWritten_isSharedWithNobody(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "mine");
        FakeDatabase.Tx transaction = database.begin().writes();
        fleet.source.meanwhile(() -> {
            fleet.source.with("k", "theirs");
            assertThat(elsewhere(() -> cache.get("k"))).isEqualTo("theirs");
        });
        assertThat(cache.get("k")).isEqualTo("mine");
        transaction.rollback();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void transactionThatHasOnlyRead_isServedFromTheCache_andItsLoadsAreStored(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old").with("l", "l");
        cache.get("k");
        FakeDatabase.Tx transaction = database.begin().reads();
        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(cache.get("l")).isEqualTo("l");
        assertThat(cache.getIfPresent("l")).isEqualTo("l");
        assertThat(fleet.source.reads).hasValue(2);
        transaction.rollback();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void transactionOfAnotherDatabase_isNone(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        cache.get("k");
        FakeDatabase.Tx other = new FakeDatabase().begin().writes();
        fleet.source.with("k", "new");
        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.get("k")).isEqualTo("new");
        other.rollback();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void changeBeforeAnythingWasSent_isToldAtOnceAndAtTheCommit(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet);
        fleet.source.with("k", "old");
        cache.get("k");
        FakeDatabase.Tx transaction = database.begin();
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.get("k")).isEqualTo("old");
        transaction.writes();
        fleet.source.with("k", "new");
        transaction.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
    }

    @Test
    void strictCacheThatCannotBeTold_refusesTheCommit_whichMayBeTriedAgain() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache =
                builder(fleet, fleet.node()).consistency(Consistency.STRICT).build();
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.put("k", "new");
        fleet.link().faults().next(2).refuse();
        assertThatThrownBy(transaction::beforeCommit).isInstanceOf(CacheUnavailableException.class);
        fleet.link().faults().verifyExhausted();
        transaction.commit(PLACE);
        assertThat(cache.get("k")).isEqualTo("new");
        fleet.advance(Duration.ofSeconds(1)); // what could not be placed at first is said once more
        cache.get("k");
        assertThat(cache.getIfPresent("k")).isEqualTo("new");
    }

    /** What a load is told of how old a place of the writer's may be. */
    @Test
    void loadIsToldHowOldASampleMayBe_andAfterTheStoreHasForgottenOnlyNewOnesCount() {
        Fleet fleet = open(Ground.FAR);
        Duration[] age = new Duration[1];
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    LoadContext load = Objects.requireNonNull(LoadContext.current());
                    assertThat(load.mayReadReplicas()).isTrue();
                    age[0] = load.sampleAge();
                    load.prove(PLACE);
                    return "x";
                })
                .replicaLag(Duration.ofMillis(800))
                .source(database)
                .build();
        fleet.advanceMillis(300);
        cache.get("a");
        assertThat(age[0]).isEqualTo(Duration.ofMillis(300));
        fleet.advance(Duration.ofSeconds(10));
        cache.get("b");
        assertThat(age[0]).isEqualTo(Duration.ofMillis(800));
        fleet.server.restart();
        fleet.advanceMillis(10);
        cache.get("c");
        assertThat(age[0]).isLessThanOrEqualTo(Duration.ofMillis(10));
    }

    /** The writer was seen at a place before the change: what it answers is newer all the same, and no replica may undo that. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void refreshOfWhatTheWriterSaid_needsAllThatTheLoadHadToSee(Ground ground) {
        Fleet fleet = open(ground);
        List<CommitPosition> floors = new ArrayList<>();
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    LoadContext load = Objects.requireNonNull(LoadContext.current());
                    floors.add(load.floor());
                    load.proveWriter(PLACE);
                    return fleet.source.load(key);
                })
                .source(database)
                .build();
        CommitPosition change = CommitPosition.ordered("shop/1", 200);
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        transaction.commit(change);
        cache.get("k");
        cache.refresh("k");
        assertThat(floors).containsExactly(change, change);
    }

    @Test
    void nothingOfATransactionThatHasEnded_isLeftOnItsThread() throws ReflectiveOperationException {
        FakeDatabase.Tx outer = database.begin().writes();
        for (int i = 0; i < 100; i++) {
            database.begin().writes().rollback();
        }
        outer.rollback();
        Field used = TransactionContext.class.getDeclaredField("USED");
        used.setAccessible(true);
        assertThat(((ThreadLocal<?>) used.get(null)).get()).isNull();
    }

    /** Nobody says where in the database's order a clear was: until a place of the writer's is newer, only the writer will do. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void floorOfATokenWhosePlaceNobodyKnows_isAskedForNoLongerThanAReplicaMayLag(Ground ground) {
        Fleet fleet = open(ground);
        List<CommitPosition> floors = new ArrayList<>();
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    LoadContext load = Objects.requireNonNull(LoadContext.current());
                    floors.add(load.floor());
                    load.proveWriter(PLACE);
                    return key;
                })
                .tags((key, value) -> List.of("letters"))
                .replicaLag(Duration.ofMillis(500))
                .source(database)
                .build();
        cache.clear();
        cache.get("a");
        fleet.advanceMillis(500);
        cache.get("b");
        assertThat(floors).containsOnly(CommitPosition.UNKNOWN);
        fleet.advanceMillis(1);
        cache.get("c");
        assertThat(floors).last().isEqualTo(CommitPosition.NONE);
        cache.invalidateTag("letters");
        cache.get("d");
        assertThat(floors).last().isEqualTo(CommitPosition.UNKNOWN);
        fleet.advanceMillis(501);
        cache.get("e");
        assertThat(floors).last().isEqualTo(CommitPosition.NONE);
    }
}
