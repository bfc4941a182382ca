package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.LoadContext;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.CommitBound;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.TransactionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who has changed something on one node sees it on another one that has not been told of it yet, and has its copy still. Others, and
 * other keys, are served from there as ever.
 */
@SuppressWarnings("try") // what is bound to the thread is there to be closed
final class OwnChangesTest extends EngineTest {

    private static final CommitPosition PLACE = CommitPosition.ordered("shop/1", 77);

    private final List<CommitPosition> floors = new ArrayList<>();
    private Fleet fleet;
    private Node changing;
    private Node reading;
    private Cache<String, String> changer;
    private Cache<String, String> reader;

    @BeforeEach
    void warm() {
        fleet = open(Ground.FAR_NEAR);
        changing = fleet.node();
        reading = fleet.node();
        changer = cache(changing).build();
        reader = cache(reading).build();
        fleet.source.with("k", "v1").with("other", "o1");
        warm(reader, "k");
        warm(reader, "other");
        reading.link().pauseFeed(true);
    }

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(OwnChanges.current()).isNull();
    }

    private CacheBuilder<String, String> cache(Node node) {
        return node.cache()
                .load(this::load)
                .write(fleet.source::write)
                .tags((key, value) -> List.of("all"))
                .consistency(Consistency.READ_YOUR_WRITES);
    }

    private @Nullable String load(String key) {
        LoadContext context = LoadContext.current();
        if (context != null) {
            floors.add(context.floor());
        }
        return fleet.source.load(key);
    }

    /** Reads until this process answers by itself. */
    private static void warm(Cache<String, String> cache, String key) {
        cache.get(key);
        cache.get(key);
        long hits = cache.stats().nearHits();
        cache.get(key);
        assertThat(cache.stats().nearHits()).isEqualTo(hits + 1);
    }

    private static boolean isNear(Cache<String, String> cache, String key) {
        long hits = cache.stats().nearHits();
        String unused = cache.get(key);
        return cache.stats().nearHits() > hits;
    }

    /** Changes something on the one node, and returns what it leaves behind, as it travels. */
    private static ChangeToken changed(Runnable change) {
        try (OwnChanges mine = OwnChanges.begin(ChangeToken.NONE)) {
            change.run();
            return ChangeToken.decode(mine.token().encode());
        }
    }

    private ChangeToken changedKey() {
        return changed(() -> {
            fleet.source.with("k", "v2");
            assertThat(changer.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        });
    }

    private static void under(ChangeToken token, Runnable reads) {
        try (OwnChanges unused = OwnChanges.begin(token)) {
            reads.run();
        }
    }

    private static @Nullable String answer(ChangeToken token, Supplier<@Nullable String> read) {
        try (OwnChanges unused = OwnChanges.begin(token)) {
            return read.get();
        }
    }

    /** In how many ways a cache is told. */
    enum Way {
        INVALIDATE,
        INVALIDATE_ALL,
        PUT,
        PUT_LATER,
        TAG,
        CLEAR,
        SCOPE,
        SCOPE_OF_A_TAG
    }

    private ChangeOutcome change(Way way) {
        return switch (way) {
            case INVALIDATE -> changer.invalidate("k");
            case INVALIDATE_ALL -> changer.invalidateAll(List.of("k", "x"));
            case PUT -> changer.put("k", "v2");
            case PUT_LATER -> got(changer.async().put("k", "v2"));
            case TAG -> changer.invalidateTag("all");
            case CLEAR -> changer.clear();
            case SCOPE -> changing.aside.change().key(changer, "k").open().committed();
            case SCOPE_OF_A_TAG ->
                changing.aside.change().tag(changer, "all").open().committed();
        };
    }

    @ParameterizedTest
    @EnumSource
    void whoMadeTheChange_seesItOnTheOtherNode_andNobodyElse(Way way) {
        ChangeToken token = changed(() -> {
            fleet.source.with("k", "v2");
            assertThat(change(way)).isEqualTo(ChangeOutcome.APPLIED);
        });

        assertThat(reader.get("k")).as("not told of it yet").isEqualTo("v1");
        under(token, () -> assertThat(reader.get("k")).isEqualTo("v2"));
    }

    @Test
    void everyKindOfRead_seesIt() {
        ChangeToken token = changedKey();
        under(token, () -> assertThat(reader.getIfPresent("k")).isNull());
        under(token, () -> assertThat(got(reader.async().getIfPresent("k"))).isNull());
        assertThat(reader.getAll(List.of("k", "other"))).containsEntry("k", "v1");
        under(
                token,
                () -> assertThat(reader.getAll(List.of("k", "other")))
                        .containsEntry("k", "v2")
                        .containsEntry("other", "o1"));
    }

    @Test
    void asynchronousRead_seesIt() {
        under(changedKey(), () -> assertThat(got(reader.async().get("k"))).isEqualTo("v2"));
    }

    @Test
    void otherKeys_areServedFromThisProcess() {
        ChangeToken token = changedKey();
        under(token, () -> {
            long batches = reading.link().batches();
            assertThat(isNear(reader, "other")).isTrue();
            assertThat(reading.link().batches()).isEqualTo(batches);
            assertThat(isNear(reader, "k")).isFalse();
        });
        assertThat(isNear(reader, "k")).as("for everybody else").isTrue();
    }

    @Test
    void tag_countsForItsWholeCache_andNoOther() {
        Cache<String, String> another = reading.cache("others", String.class, String.class)
                .load(fleet.source::load)
                .consistency(Consistency.READ_YOUR_WRITES)
                .build();
        reading.link().pauseFeed(false);
        warm(another, "k");
        reading.link().pauseFeed(true);
        under(changed(() -> changer.invalidateTag("all")), () -> {
            assertThat(isNear(reader, "other")).isFalse();
            assertThat(isNear(another, "k")).isTrue();
        });
    }

    @Test
    void token_endsWithTheBound_andALittle() {
        ChangeToken token = changedKey();
        reading.link().pauseFeed(false);
        under(token, () -> {
            fleet.advanceMillis(3_000);
            assertThat(isNear(reader, "k")).isFalse();
            fleet.advanceMillis(1);
            assertThat(isNear(reader, "k")).isTrue();
        });
    }

    @Test
    void moreThanATokenHolds_isEverythingForAWhile() {
        ChangeToken token = changed(() -> IntStream.range(0, 65).forEach(i -> changer.invalidate("x" + i)));
        under(token, () -> assertThat(isNear(reader, "other")).isFalse());
        ChangeToken full = changed(() -> IntStream.range(0, 64).forEach(i -> changer.invalidate("x" + i)));
        under(full, () -> assertThat(isNear(reader, "other")).isTrue());
    }

    @Test
    void callOfMoreKeysThanATokenHolds_isTheWholeCache() {
        ChangeToken token = changed(() -> changer.invalidateAll(
                IntStream.range(0, 100).mapToObj(i -> "x" + i).toList()));
        assertThat(token).hasToString("ChangeToken[1 changes]");
        under(token, () -> assertThat(isNear(reader, "other")).isFalse());
    }

    @Test
    void readJoinsNoLoadThatBeganBefore() {
        ChangeToken token = changed(() -> changer.invalidate("cold"));
        fleet.source.with("cold", "c1").meanwhile(() -> {
            fleet.source.with("cold", "c2");
            ChangeToken now = elsewhere(() -> changed(() -> changer.invalidate("cold")));
            assertThat(elsewhere(() -> answer(now, () -> reader.get("cold")))).isEqualTo("c2");
        });
        under(token, () -> assertThat(reader.get("cold")).as("began before").isEqualTo("c1"));
    }

    @Test
    void refreshJoinsNoLoadThatBeganBefore() {
        fleet.source.with("cold", "c1").meanwhile(() -> {
            fleet.source.with("cold", "c2");
            ChangeToken now = elsewhere(() -> changed(() -> changer.invalidate("cold")));
            assertThat(elsewhere(() -> answer(now, () -> reader.refresh("cold"))))
                    .isEqualTo("c2");
        });
        assertThat(reader.get("cold")).isEqualTo("c1");
    }

    @Test
    void otherKeysOfTheCaller_joinWhatIsUnderWay() {
        ChangeToken token = changedKey();
        reading.loads.hold();
        var first = reader.async().get("cold");
        under(token, () -> assertThat(reader.async().get("cold")).isNotDone());
        assertThat(reading.loads.size()).isEqualTo(1);
        reading.loads.release();
        assertThat(got(first)).isNull();
    }

    private Cache<String, String> lagging(Node node) {
        return node.cache("lagging", String.class, String.class)
                .load(this::load)
                .readsReplicas(true)
                .consistency(Consistency.READ_YOUR_WRITES)
                .build();
    }

    @Test
    void loadOfAKeyWhoseFenceWasEvicted_mustHaveSeenTheChange() {
        Cache<String, String> there = lagging(changing);
        Cache<String, String> here = lagging(reading);
        ChangeToken token = changed(() -> {
            var change = changing.aside.change().key(there, "k").open();
            assertThat(change.close(PLACE)).isEqualTo(ChangeOutcome.APPLIED);
        });
        fleet.server.evict(slot -> true);
        floors.clear();
        under(token, () -> {
            here.get("k");
            here.get("other");
        });
        here.get("k");
        assertThat(floors).containsExactly(PLACE, CommitPosition.NONE, CommitPosition.NONE);
    }

    /** A database with one transaction, on the thread that began it. */
    private static final class OneTransaction extends TransactionContext implements CommitSource {
        private @Nullable CommitBound bound;
        private boolean open;

        void begin() {
            open = true;
            use();
        }

        void commit(CommitPosition position) {
            CommitBound waiting = Objects.requireNonNull(bound);
            waiting.beforeCommit();
            open = false;
            leave();
            assertThat(waiting.committed(position)).isEqualTo(ChangeOutcome.APPLIED);
        }

        @Override
        public CommitSource source() {
            return this;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean hasBegun() {
            return true;
        }

        @Override
        public boolean hasWritten() {
            return bound != null;
        }

        @Override
        public <B extends CommitBound> B bound(Class<B> kind, Supplier<B> first) {
            CommitBound now = bound == null ? first.get() : bound;
            bound = now;
            return kind.cast(now);
        }

        @Override
        public Listening onOlder(LongConsumer listener) {
            return () -> {};
        }

        @Override
        public Listening onChange(String cache, ChangeListener listener) {
            return () -> {};
        }
    }

    @Test
    void changeWithinATransaction_isNotedAtItsCommit_withItsPlace() {
        OneTransaction database = new OneTransaction();
        Cache<String, String> there = changing.cache("lagging", String.class, String.class)
                .load(this::load)
                .source(database)
                .consistency(Consistency.READ_YOUR_WRITES)
                .build();
        Cache<String, String> here = lagging(reading);
        ChangeToken token = changed(() -> {
            OwnChanges mine = Objects.requireNonNull(OwnChanges.current());
            database.begin();
            assertThat(there.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
            assertThat(mine.token()).isEqualTo(ChangeToken.NONE);
            database.commit(PLACE);
        });
        fleet.server.evict(slot -> true);
        floors.clear();
        under(token, () -> here.get("k"));
        assertThat(floors).containsExactly(PLACE);
    }

    @Test
    void pendingChange_isSeenOnItsNode_andOnOthersOnceItIsAcknowledged() {
        changing.link().fail(1);
        ChangeToken token = changed(() -> {
            fleet.source.with("k", "v2");
            assertThat(changer.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
            assertThat(changer.get("k")).isEqualTo("v2");
        });
        fleet.advanceMillis(100);
        under(token, () -> assertThat(reader.get("k")).isEqualTo("v2"));
    }

    @Test
    void changeThatMayNotHaveBeenMade_isNotNoted() {
        assertThat(changed(
                        () -> changing.aside.change().key(changer, "k").open().unknown()))
                .isEqualTo(ChangeToken.NONE);
        assertThat(changed(
                        () -> changing.aside.change().key(changer, "k").open().undo()))
                .isEqualTo(ChangeToken.NONE);
    }

    @Test
    void nested_seesTheChangesOfBoth_andTellsBoth() {
        ChangeToken token = changedKey();
        try (OwnChanges outer = OwnChanges.begin(token)) {
            try (OwnChanges inner = OwnChanges.begin(ChangeToken.NONE)) {
                assertThat(reader.get("k")).isEqualTo("v2");
                reader.invalidate("other");
                assertThat(inner.token()).hasToString("ChangeToken[1 changes]");
            }
            assertThat(OwnChanges.current()).isSameAs(outer);
            assertThat(outer.token()).hasToString("ChangeToken[2 changes]");
        }
    }

    @Test
    void closedInTheWrongOrder_leavesNothingOnTheThread() {
        OwnChanges outer = OwnChanges.begin(ChangeToken.NONE);
        OwnChanges inner = OwnChanges.begin(ChangeToken.NONE);
        outer.close();
        assertThat(OwnChanges.current()).isSameAs(inner);
        inner.close();
        inner.close();
        assertThat(OwnChanges.current()).isNull();
    }

    @Test
    void weakerModes_takeATokenWhereTheyAreGivenOne() {
        Cache<String, String> bounded = reading.cache("bounded", String.class, String.class)
                .load(fleet.source::load)
                .consistency(Consistency.bounded(Duration.ofSeconds(1)))
                .build();
        Cache<String, String> there = changing.cache("bounded", String.class, String.class)
                .load(fleet.source::load)
                .build();
        reading.link().pauseFeed(false);
        warm(bounded, "k");
        warm(bounded, "other");
        reading.link().pauseFeed(true);
        ChangeToken token = changed(() -> {
            fleet.source.with("k", "v2");
            there.invalidate("k");
        });

        under(token, () -> assertThat(bounded.get("k")).isEqualTo("v1"));
        assertThat(isNear(bounded.withToken(token), "other")).isTrue();
        assertThat(bounded.withToken(token).getIfPresent("k")).isNull();
        assertThat(got(bounded.withToken(token).async().getIfPresent("k"))).isNull();
        assertThat(bounded.get("k")).isEqualTo("v1");
        assertThat(got(bounded.async().withToken(token).get("k"))).isEqualTo("v2");
    }

    @Test
    void tokens_addUp() {
        ChangeToken one = changedKey();
        ChangeToken two = changed(() -> {
            fleet.source.with("other", "o2");
            changer.invalidate("other");
        });
        Cache<String, String> both = reader.withToken(one).withToken(two);
        assertThat(both.get("k")).isEqualTo("v2");
        assertThat(both.get("other")).isEqualTo("o2");
    }

    @Test
    void everythingThatCannotBeRead_isAskedOfTheServer() {
        under(
                ChangeToken.decode(new byte[] {99}),
                () -> assertThat(isNear(reader, "other")).isFalse());
    }

    @Test
    void explanation_saysThatTheCallerHasChangedIt() {
        under(changedKey(), () -> assertThat(reader.explain("k").toString()).contains("changed by this caller"));
        assertThat(reader.explain("k").toString()).doesNotContain("changed by this caller");
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake that is tried
    void nullToken_isRefusedByName() {
        assertThatThrownBy(() -> reader.withToken(null)).hasMessage("token");
        assertThatThrownBy(() -> reader.async().withToken(null)).hasMessage("token");
        assertThatThrownBy(() -> OwnChanges.begin((ChangeToken) null)).hasMessage("token");
    }

    @Test
    void inThisProcessAlone_thereIsNothingToNote() {
        Fleet local = open(Ground.REFERENCE);
        Cache<String, String> cache = local.node()
                .cache()
                .load(local.source::load)
                .consistency(Consistency.READ_YOUR_WRITES)
                .build();
        assertThat(changed(() -> cache.invalidate("k"))).isEqualTo(ChangeToken.NONE);
        assertThat(cache.withToken(ChangeToken.decode(new byte[] {99})).get("k"))
                .isNull();
    }
}
