package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.CacheBuilder;
import dev.aside.ChangeBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.testkit.InMemoryBackend;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags and clear: one step ends many entries, and no load that began before it brings one back. Holds G6. */
class TagTest extends EngineTest {

    private static final String LONGEST = CANARY + "t".repeat(4_096 - CANARY.length());
    private static final String TOO_LONG = LONGEST + "t";

    private static final Duration WRITE = Duration.ofSeconds(1);

    /** When a change that nobody ends is over: after its time-out, and the second that a replica may lag. */
    private static final Duration LAPSE = WRITE.plusMillis(1_001);

    /** Tags a value by its first letter, so that the tags are known only once it is loaded. */
    private static CacheBuilder<String, String> byFirstLetter(Fleet fleet, Node node) {
        return node.cache().load(fleet.source::load).tags((key, value) -> List.of(value.substring(0, 1)));
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void invalidatingATag_endsWhatCarriesIt_andNothingElse(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = byFirstLetter(fleet, fleet.node()).build();
        fleet.source.with("a", "x1").with("b", "x2").with("c", "y1");
        cache.getAll(List.of("a", "b", "c"));
        cache.getAll(List.of("a", "b", "c"));
        assertThat(fleet.source.reads).hasValue(3);

        assertThat(cache.invalidateTag("x")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.getIfPresent("a")).isNull();
        assertThat(cache.getIfPresent("c")).isEqualTo("y1");
        cache.getAll(List.of("a", "b", "c"));
        assertThat(fleet.source.reads).hasValue(5);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void tagOfAValue_invalidatedDuringItsLoad_keepsItOut(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = byFirstLetter(fleet, fleet.node()).build();
        fleet.source.with("k", "x1").meanwhile(() -> {
            fleet.source.with("k", "x2");
            cache.invalidateTag("x");
        });

        assertThat(cache.get("k")).isEqualTo("x1");
        assertThat(cache.get("k")).isEqualTo("x2");
        assertThat(cache.stats().refusedFills()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void tagInvalidatedOnAnotherNodeDuringALoad_keepsItOut(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> reader = byFirstLetter(fleet, fleet.node()).build();
        Cache<String, String> changer = byFirstLetter(fleet, fleet.node()).build();
        fleet.source.with("k", "x1").meanwhile(() -> {
            fleet.source.with("k", "x2");
            changer.invalidateTag("x");
        });

        assertThat(reader.get("k")).isEqualTo("x1");
        assertThat(reader.get("k")).isEqualTo("x2");
        assertThat(reader.get("k")).isEqualTo("x2");
        fleet.source.with("k", "x3");
        changer.invalidateTag("x");
        assertThat(reader.get("k")).as("a near copy hears of its tag").isEqualTo("x3");
    }

    /** A change that outlives its deadline is forgotten, and must keep out all the same what was loaded before it ended. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void changeOfATagThatOutlivesItsDeadline_keepsOutWhatIsLoadedWhileItEnds(Ground ground) {
        Fleet fleet = open(ground);
        HeldReplies slow = HeldReplies.withFeed(ground.backend(fleet.server));
        Node changing = fleet.node(slow);
        Cache<String, String> reader = byFirstLetter(fleet, fleet.node()).build();
        Cache<String, String> changer = byFirstLetter(fleet, changing)
                .writeTimeout(Duration.ofSeconds(1))
                .build();
        ChangeScope change = changing.aside.change().tag(changer, "x").open();
        fleet.advanceMillis(5_000);
        fleet.source.with("other", "y");
        reader.get("other");
        AtomicReference<Runnable> answer = new AtomicReference<>();
        slow.hold(true);
        AtomicReference<CompletableFuture<ChangeOutcome>> closed = new AtomicReference<>();
        fleet.source.with("k", "x1").meanwhile(() -> {
            fleet.source.with("k", "x2");
            closed.set(CompletableFuture.supplyAsync(() -> change.close(CommitPosition.NONE)));
            answer.set(slow.awaitHeld());
        });
        assertThat(reader.get("k")).isEqualTo("x1");
        slow.hold(false);
        Objects.requireNonNull(answer.get()).run();

        assertThat(Objects.requireNonNull(closed.get()).join()).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(reader.get("k")).isEqualTo("x2");
    }

    /*
     * A change opens the epoch of all tags and then its tag. Where the epoch is not open, the tag alone keeps out what is loaded
     * before the source has been changed. It matters where the process dies: nobody ends the change then, and a tag that lapses
     * is told to nobody.
     */

    @Test
    void openTagOfAProcessThatDies_keepsOutWhatIsLoadedMeanwhile_whereItsEpochWasRefused() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Node changing = fleet.node();
        ChangeBuilder change = changeOfATag(fleet, changing);
        changing.link().fail(1);
        change.open();
        changing.link().unavailable(true);

        assertKeptOut(fleet, byFirstLetter(fleet, fleet.node()).build());
    }

    @Test
    void openTagOfAProcessThatDies_keepsOutWhatIsLoadedMeanwhile_whereItsEpochWasEvicted() {
        Fleet fleet = open(Ground.FAR_NEAR);
        Node changing = fleet.node();
        changeOfATag(fleet, changing).open();
        changing.link().unavailable(true);
        assertThat(fleet.server.evict(slot -> slot.kind() == SlotKey.Kind.TAG_EPOCH))
                .isEqualTo(1);

        assertKeptOut(fleet, byFirstLetter(fleet, fleet.node()).build());
    }

    @Test
    void openTagOfAProcessThatDies_keepsOutWhatIsLoadedMeanwhile_whereItsEpochHasLapsedFirst() {
        Fleet fleet = open(Ground.FAR_NEAR);
        HeldReplies slow = HeldReplies.withFeed(Ground.FAR_NEAR.backend(fleet.server));
        ChangeBuilder change = changeOfATag(fleet, fleet.node(slow));
        slow.hold(true);
        CompletableFuture<ChangeScope> opened = start(change::open);
        Runnable epochIsOpen = slow.awaitHeld();
        fleet.advance(LAPSE); // the process stands still
        slow.hold(false);
        epochIsOpen.run();
        got(opened);

        assertKeptOut(fleet, byFirstLetter(fleet, fleet.node()).build());
    }

    @Test
    void openTagOfAProcessThatDies_keepsOutWhatIsLoadedMeanwhile_alsoOfReadsByAServerThatFollows() {
        Fleet fleet = open(Ground.FAR);
        Node changing = fleet.node();
        ChangeBuilder change = changeOfATag(fleet, changing);
        changing.link().fail(1);
        change.open();
        changing.link().unavailable(true);
        Node following = fleet.node(new Followed(new InMemoryBackend(fleet.server)));

        assertKeptOut(fleet, byFirstLetter(fleet, following).build());
    }

    private static ChangeBuilder changeOfATag(Fleet fleet, Node changing) {
        Cache<String, String> changer =
                byFirstLetter(fleet, changing).writeTimeout(WRITE).build();
        return changing.aside.change().tag(changer, "x");
    }

    private static void assertKeptOut(Fleet fleet, Cache<String, String> reader) {
        fleet.source.with("k", "x1");
        assertThat(reader.get("k")).isEqualTo("x1");
        fleet.source.with("k", "x2");
        fleet.advance(LAPSE);
        assertThat(reader.get("k")).isEqualTo("x2");
        assertThat(reader.stats().refusedFills()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void putUnderATag_isEndedByIt(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                byFirstLetter(fleet, fleet.node()).write(fleet.source::write).build();
        cache.put("k", "x1");
        assertThat(cache.getIfPresent("k")).isEqualTo("x1");
        cache.invalidateTag("x");
        assertThat(cache.getIfPresent("k")).isNull();

        fleet.source.meanwhile(() -> cache.invalidateTag("x"));
        cache.put("k", "x2");
        assertThat(cache.getIfPresent("k"))
                .as("its tag moved while it was written")
                .isNull();
    }

    /** Row 11: a tag that is too long, of a value. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void badTags_leaveTheValueUncached_andTheCallerHasIt(Ground ground) {
        Fleet fleet = open(ground);
        AtomicReference<Collection<String>> tags = new AtomicReference<>(List.of());
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .tags((key, value) -> {
                    Collection<String> now = Objects.requireNonNull(tags.get());
                    if (now.contains("throw")) {
                        throw new IllegalStateException(CANARY);
                    }
                    return now;
                })
                .build();
        fleet.source.with("k", "v");
        List<String> many = IntStream.range(0, 17).mapToObj(i -> "t" + i).toList();
        int loads = 0;
        for (Collection<String> bad : List.of(
                many,
                Arrays.asList("a", null),
                List.of("throw"),
                List.of("a", TOO_LONG),
                Collections.<String>singleton(null))) {
            tags.set(bad);
            assertThat(cache.get("k")).isEqualTo("v");
            assertThat(cache.getIfPresent("k")).isNull();
            assertThat(cache.stats().unstorable()).isEqualTo(++loads);
        }
        tags.set(many.subList(0, 16));
        cache.get("k");
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
        cache.invalidateTag("t15");
        assertThat(cache.getIfPresent("k")).isNull();
    }

    /** Row 11: a tag that is too long, named by a caller. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void tagThatIsTooLong_isRefusedBeforeAnythingIsSent(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache()
                .load(fleet.source::load)
                .tags((key, value) -> List.of(LONGEST))
                .build();
        fleet.source.with("k", "v");
        cache.get("k");
        long sent = ground.isFar() ? node.link().batches() : 0;

        assertRefused(() -> cache.invalidateTag(TOO_LONG));
        assertRefused(() -> cache.async().invalidateTag(TOO_LONG));
        assertRefused(() -> node.aside.change().tag(cache, TOO_LONG));
        assertThat(ground.isFar() ? node.link().batches() : 0).isEqualTo(sent);
        assertThat(cache.stats().invalidations()).isZero();
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
        assertThat(cache.invalidateTag(LONGEST)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(cache.getIfPresent("k")).isNull();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows: a tag has at most 4096 characters, and this one more");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void tagsOfACacheWithoutTags_areMisuse(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().build();

        assertThatThrownBy(() -> cache.invalidateTag(CANARY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(CANARY);
        assertThatThrownBy(() -> node.aside.change().tag(cache, CANARY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void clearAndTags_costTheSameForOneEntryAndForThousands() {
        Fleet fleet = open(Ground.FAR);
        Node node = fleet.node();
        Cache<String, String> cache = byFirstLetter(fleet, node).build();
        fleet.source.with("k0", "x");
        cache.get("k0");
        long one = batchesOf(node, cache);
        List<String> keys = IntStream.range(0, 5_000).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> fleet.source.with(key, "x"));
        cache.getAll(keys);

        assertThat(batchesOf(node, cache)).isEqualTo(one).isEqualTo(3);
        assertThat(cache.getIfPresent("k7")).isNull();
    }

    private static long batchesOf(Node node, Cache<String, String> cache) {
        long before = node.link().batches();
        cache.clear();
        cache.invalidateTag("x");
        return node.link().batches() - before;
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void clear_endsValuesAbsencesAndNothingComesBack(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("a", "1");
        cache.getAll(List.of("a", "none"));
        fleet.source.with("a", "2").with("none", "now");
        assertThat(cache.clear()).isEqualTo(ChangeOutcome.APPLIED);

        assertThat(cache.getIfPresent("a")).isNull();
        assertThat(cache.get("a")).isEqualTo("2");
        assertThat(cache.get("none")).isEqualTo("now");
        assertThat(cache.get("a")).isEqualTo("2");
        assertThat(fleet.source.reads).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void clear_concernsOneCacheOnly(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> one = node.cache("one", String.class, String.class)
                .load(fleet.source::load)
                .build();
        Cache<String, String> two = node.cache("two", String.class, String.class)
                .load(fleet.source::load)
                .build();
        fleet.source.with("k", "v");
        one.get("k");
        two.get("k");
        one.clear();
        two.invalidate("other");

        assertThat(one.getIfPresent("k")).isNull();
        assertThat(two.getIfPresent("k")).isEqualTo("v");
    }
}
