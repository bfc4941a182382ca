package dev.aside.cache.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheLoadException;
import dev.aside.cache.CacheStats;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.Explanation;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.InMemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is played in every configuration. Each value read is held against the source as well, by the world. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
enum Scenario {
    LOADS_ONCE(Scenario::loadsOnce),
    GET_ALL(Scenario::getAll),
    PUT(Scenario::put),
    REFUSED_WRITE(Scenario::refusedWrite),
    UNKNOWN_WRITE(Scenario::unknownWrite),
    INVALIDATE(Scenario::invalidate),
    INVALIDATE_ALL(Scenario::invalidateAll),
    INVALIDATE_TAG(Scenario::invalidateTag),
    CLEAR(Scenario::clear),
    REFRESH(Scenario::refresh),
    FAILED_REFRESH(Scenario::failedRefresh),
    EXPIRY(Scenario::expiry),
    LOAD_FAILURE(Scenario::loadFailure),
    FAILURE_PAST_EXPIRY(Scenario::failurePastExpiry),
    CHANGED_AND_FAILING(Scenario::changedAndFailing),
    CLEARED_AND_FAILING(Scenario::clearedAndFailing),
    TAG_CHANGED_AND_FAILING(Scenario::tagChangedAndFailing),
    ABSENT(Scenario::absent),
    GET_IF_PRESENT(Scenario::getIfPresent),
    MAX_AGE(Scenario::maxAge),
    YOUNGER_BESIDE_OLDER(Scenario::youngerBesideOlder),
    REFRESH_BESIDE_READ(Scenario::refreshBesideRead),
    CHANGE_DURING_LOAD(Scenario::changeDuringLoad),
    CLEAR_DURING_LOAD(Scenario::clearDuringLoad),
    TAG_DURING_LOAD(Scenario::tagDuringLoad),
    CHANGE_DURING_REFRESH(Scenario::changeDuringRefresh),
    CHANGE_DURING_BATCH(Scenario::changeDuringBatch),
    HERD(Scenario::herd),
    EXPLAIN(Scenario::explain),
    CHANGED_ELSEWHERE(Scenario::changedElsewhere),
    SILENT_FEED(Scenario::silentFeed),
    SERVER_AWAY(Scenario::serverAway),
    SERVER_RESTARTED(Scenario::serverRestarted);

    private static final String A = "a1";
    private static final String A2 = "a2";
    private static final String B = "b3";
    private static final List<String> ALL = List.of(A, A2, B);
    private static final Duration PAST_HARD = Duration.ofSeconds(11);

    private final Consumer<World> play;

    Scenario(Consumer<World> play) {
        this.play = play;
    }

    void play(World world) {
        play.accept(world);
    }

    private static void loadsOnce(World world) {
        Object first = world.get(A);
        assertThat(first).isNotNull().isEqualTo(world.source().value(A));
        assertThat(world.get(A)).isEqualTo(first);
        assertThat(world.get(A)).isEqualTo(first);
        assertThat(world.source().loads()).isEqualTo(1);
        CacheStats stats = world.cache().stats();
        assertThat(stats.misses()).isEqualTo(1);
        assertThat(stats.unstorable()).isZero();
    }

    private static void getAll(World world) {
        world.source().set(B, null);
        Map<String, Object> values = world.getAll(List.of(A, B, A2, A));
        assertThat(values.keySet()).containsExactly(A, A2);
        boolean bulk = world.configuration().loads() == Configuration.Loads.BULK
                || world.configuration().loads() == Configuration.Loads.BOTH;
        assertThat(world.source().calls()).isEqualTo(bulk ? 1 : 3);
        Object changed = world.changeAndInvalidate(A);
        assertThat(world.getAll(ALL)).containsEntry(A, changed).doesNotContainKey(B);
        assertThat(world.getAll(List.of())).isEmpty();
    }

    private static void put(World world) {
        Object put = world.put(A);
        assertThat(world.get(A)).isEqualTo(put);
        Object again = world.put(A);
        assertThat(world.get(A)).isEqualTo(again);
        boolean around = world.configuration().write() == Configuration.Write.AROUND;
        assertThat(world.source().loads()).isEqualTo(around ? 2 : 0);
        assertThat(world.cache().stats().puts()).isEqualTo(2);
    }

    private static void refusedWrite(World world) {
        failingWrite(world, Source.Mood.WRITES_NOTHING);
    }

    private static void unknownWrite(World world) {
        failingWrite(world, Source.Mood.FAILS);
    }

    private static void failingWrite(World world, Source.Mood mood) {
        Object before = world.get(A);
        if (world.configuration().write() == Configuration.Write.NONE) {
            return;
        }
        world.source().mood(mood);
        assertThatThrownBy(() -> world.put(A)).isInstanceOf(CacheWriteException.class);
        world.source().mood(Source.Mood.WELL);
        assertThat(world.get(A)).isEqualTo(before);
        Object after = world.changeAndInvalidate(A);
        assertThat(world.get(A)).isEqualTo(after);
        world.advance(Duration.ofSeconds(20));
        assertThat(world.get(A)).isEqualTo(after);
    }

    private static void invalidate(World world) {
        world.get(A);
        Object kept = world.get(B);
        Object changed = world.changeAndInvalidate(A);
        assertThat(world.get(A)).isEqualTo(changed);
        assertThat(world.get(B)).isEqualTo(kept);
        assertThat(world.invalidate("never seen")).isEqualTo(ChangeOutcome.APPLIED);
    }

    private static void invalidateAll(World world) {
        world.getAll(ALL);
        ALL.forEach(world.source()::change);
        ChangeOutcome outcome = world.isAsync()
                ? world.await(world.async().invalidateAll(ALL))
                : world.cache().invalidateAll(ALL);
        assertThat(outcome).isEqualTo(ChangeOutcome.APPLIED);
        world.source().acknowledged(ALL, world.nanos(), true);
        assertThat(world.getAll(ALL)).containsKeys(A, A2, B);
        assertThat(world.cache().stats().invalidations()).isEqualTo(3);
    }

    private static boolean isTagged(World world) {
        return world.configuration().tags() == Configuration.Tags.VALUE;
    }

    private static void invalidateTag(World world) {
        world.getAll(ALL);
        if (!isTagged(world)) {
            assertThatThrownBy(() -> world.cache().invalidateTag("a")).isInstanceOf(IllegalStateException.class);
            return;
        }
        ALL.forEach(world.source()::change);
        world.invalidateTag("a", List.of(A, A2));
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        assertThat(world.get(A2)).isEqualTo(world.source().value(A2));
        world.get(B);
        world.invalidateTag("b", List.of(B));
        assertThat(world.getAll(ALL)).containsEntry(B, world.source().value(B));
    }

    private static void clear(World world) {
        world.getAll(ALL);
        ALL.forEach(world.source()::change);
        world.clear(ALL);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        assertThat(world.getAll(ALL)).hasSize(3);
        Object put = world.put(A);
        assertThat(world.get(A)).isEqualTo(put);
    }

    private static void refresh(World world) {
        world.get(A);
        Object changed = world.source().change(A);
        assertThat(world.refresh(A)).isEqualTo(changed);
        assertThat(world.get(A)).isEqualTo(changed);
        Object fresh = world.refresh(B);
        assertThat(world.get(B)).isEqualTo(fresh);
    }

    private static void failedRefresh(World world) {
        Object before = world.get(A);
        Object changed = world.source().change(A);
        world.source().mood(Source.Mood.FAILS);
        assertThatThrownBy(() -> world.refresh(A)).isInstanceOf(CacheLoadException.class);
        assertThat(world.get(A)).isEqualTo(before);
        world.source().mood(Source.Mood.WELL);
        assertThat(world.refresh(A)).isEqualTo(changed);
    }

    private static void expiry(World world) {
        Object before = world.get(A);
        Object changed = world.source().change(A);
        world.advance(Duration.ofSeconds(1));
        assertThat(world.get(A)).isEqualTo(before);
        world.advance(PAST_HARD.plus(Configuration.STALE));
        Object after = world.get(A);
        boolean idle = world.configuration().expiry() == Configuration.Expiry.AFTER_ACCESS
                && world.configuration().isEmbedded();
        if (world.configuration().hasHardLife() || idle) {
            assertThat(after).isEqualTo(changed);
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    private static void loadFailure(World world) {
        world.source().mood(Source.Mood.FAILS);
        assertThatThrownBy(() -> world.get(A)).isInstanceOf(CacheLoadException.class);
        assertThatThrownBy(() -> world.getAll(List.of(A))).isInstanceOf(CacheLoadException.class);
        assertThat(world.cache().stats().loadFailures()).isEqualTo(2);
        world.source().mood(Source.Mood.WELL);
        assertThat(world.get(A)).isNotNull();
        assertThat(world.source().loads()).isEqualTo(3);
    }

    private static void failurePastExpiry(World world) {
        Object before = world.get(A);
        if (!world.configuration().hasHardLife()) {
            return;
        }
        Object changed = world.source().change(A);
        world.advance(PAST_HARD);
        world.source().mood(Source.Mood.FAILS);
        if (world.configuration().staleOnError() || world.configuration().revalidates()) {
            assertThat(world.get(A)).isEqualTo(before);
            assertThat(world.cache().stats().staleServed()).isPositive();
        } else {
            assertThatThrownBy(() -> world.get(A)).isInstanceOf(CacheLoadException.class);
        }
        world.advance(Configuration.STALE);
        assertThatThrownBy(() -> world.get(A)).isInstanceOf(CacheLoadException.class);
        world.source().mood(Source.Mood.WELL);
        assertThat(world.get(A)).isEqualTo(changed);
    }

    /** What has changed does not come back because the source fails. */
    private static void changedAndFailing(World world) {
        pastExpiryAndFailing(world);
        world.source().change(A);
        world.invalidate(A);
        failsAndRecovers(world);
    }

    private static void clearedAndFailing(World world) {
        pastExpiryAndFailing(world);
        world.source().change(A);
        world.clear(List.of(A));
        failsAndRecovers(world);
    }

    private static void tagChangedAndFailing(World world) {
        pastExpiryAndFailing(world);
        world.source().change(A);
        if (isTagged(world)) {
            world.invalidateTag("a", List.of(A));
        } else {
            world.invalidate(A);
        }
        failsAndRecovers(world);
    }

    private static void pastExpiryAndFailing(World world) {
        world.get(A);
        world.advance(PAST_HARD);
        world.source().mood(Source.Mood.FAILS);
        if (world.configuration().staleOnError() && world.configuration().hasHardLife()) {
            assertThat(world.get(A)).isNotNull(); // and the slot is a lease now, with the old value beside it
        }
    }

    private static void failsAndRecovers(World world) {
        assertThatThrownBy(() -> world.get(A)).isInstanceOf(CacheLoadException.class);
        assertThatThrownBy(() -> world.get(A)).isInstanceOf(CacheLoadException.class);
        world.source().mood(Source.Mood.WELL);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
    }

    private static void absent(World world) {
        world.source().set(A, null);
        assertThat(world.get(A)).isNull();
        assertThat(world.getIfPresent(A)).isNull();
        assertThat(world.get(A)).isNull();
        assertThat(world.source().loads()).isEqualTo(1);
        Object born = world.changeAndInvalidate(A);
        assertThat(world.get(A)).isEqualTo(born);
        world.source().set(A, null);
        world.invalidate(A);
        assertThat(world.get(A)).isNull();
        Object put = world.put(A);
        assertThat(world.get(A)).isEqualTo(put);
    }

    private static void getIfPresent(World world) {
        assertThat(world.getIfPresent(A)).isNull();
        assertThat(world.source().loads()).isZero();
        Object value = world.get(A);
        assertThat(world.getIfPresent(A)).isEqualTo(value);
        world.changeAndInvalidate(A);
        assertThat(world.getIfPresent(A)).isNull();
        assertThat(world.source().loads()).isEqualTo(1);
    }

    private static void maxAge(World world) {
        Object before = world.get(A);
        Object changed = world.source().change(A);
        world.advance(Duration.ofSeconds(1));
        assertThat(world.getYoung(A, Duration.ofSeconds(2))).isEqualTo(before);
        assertThat(world.get(A)).isEqualTo(before);
        assertThat(world.getYoung(A, Duration.ofMillis(500))).isEqualTo(changed);
        assertThat(world.get(A)).isEqualTo(changed);
        Object again = world.source().change(A);
        assertThat(world.getYoung(A, Duration.ZERO)).isEqualTo(again);
        assertThat(world.getYoung(B, Duration.ZERO)).isEqualTo(world.source().value(B));
    }

    /** Who asks for a younger value does not share the answer of one who is content with an older one. */
    private static void youngerBesideOlder(World world) {
        InMemoryBackend node = world.node();
        Object before = world.get(A);
        if (node == null || !world.isAsync()) {
            return;
        }
        Object changed = world.source().change(A);
        world.advance(Duration.ofSeconds(1));
        node.delay(Duration.ofMillis(20));
        CompletableFuture<@Nullable Object> older = world.beginYoung(A, Duration.ofSeconds(2));
        CompletableFuture<@Nullable Object> younger = world.beginYoung(A, Duration.ofMillis(500));
        assertThat(world.await(older)).isEqualTo(before);
        assertThat(world.await(younger)).isEqualTo(changed);
        node.delay(Duration.ZERO);
        world.advance(Duration.ofMillis(100));
    }

    private static void refreshBesideRead(World world) {
        InMemoryBackend node = world.node();
        world.get(A);
        if (node == null || !world.isAsync()) {
            return;
        }
        Object changed = world.source().change(A);
        world.advance(Duration.ofSeconds(1));
        node.delay(Duration.ofMillis(20));
        CompletableFuture<@Nullable Object> older = world.beginYoung(A, Duration.ofSeconds(2));
        assertThat(world.refresh(A)).isEqualTo(changed);
        assertThat(world.await(older)).isNotNull();
        node.delay(Duration.ZERO);
        world.advance(Duration.ofMillis(100));
    }

    private static void changeDuringLoad(World world) {
        world.source().duringNextLoad(() -> interfere(world, () -> world.cache().invalidate(A)));
        world.get(A);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        assertThat(world.cache().stats().refusedFills()).isEqualTo(1);
    }

    private static void clearDuringLoad(World world) {
        world.source().duringNextLoad(() -> interfere(world, () -> world.cache().clear()));
        world.get(A);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
    }

    private static void tagDuringLoad(World world) {
        if (!isTagged(world)) {
            return;
        }
        world.get(A2);
        world.source().duringNextLoad(() -> interfere(world, () -> world.cache().invalidateTag("a")));
        world.get(A);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
    }

    private static void changeDuringRefresh(World world) {
        world.get(A);
        world.source().duringNextLoad(() -> interfere(world, () -> world.cache().invalidate(A)));
        world.refresh(A);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
    }

    private static void changeDuringBatch(World world) {
        world.source().duringNextLoad(() -> interfere(world, () -> world.cache().invalidate(A)));
        world.getAll(ALL);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        assertThat(world.getAll(ALL)).hasSize(3);
    }

    /** Changes within a load. The load runs on this thread, so the change is made the blocking way, which does not wait. */
    private static void interfere(World world, Runnable tell) {
        world.source().change(A);
        tell.run();
        world.source().acknowledged(List.of(A), world.nanos() + 1, true); // after the read in whose load this is
    }

    private static void herd(World world) {
        if (!world.isAsync()) {
            world.get(A);
            return;
        }
        long began = world.nanos();
        List<CompletableFuture<@Nullable Object>> herd =
                List.of(world.beginGet(A), world.beginGet(A), world.beginGet(A), world.beginGet(A));
        herd.forEach(one -> {
            Object value = world.await(one);
            assertThat(world.source().allows(A, value, began)).isTrue();
        });
        assertThat(world.source().loads()).isEqualTo(1);
    }

    private static void explain(World world) {
        explained(world, "load");
        Object value = world.get(A);
        explained(world, "served from it");
        world.changeAndInvalidate(A);
        explained(world, "load");
        assertThat(world.cache().explain(A).toString()).doesNotContain(A, String.valueOf(value));
    }

    private static void explained(World world, String part) {
        CacheStats before = world.cache().stats();
        Explanation explanation = world.await(world.async().explain(A));
        assertThat(explanation.facts().get("a read would")).contains(part);
        assertThat(world.cache().stats()).isEqualTo(before);
    }

    private static void changedElsewhere(World world) {
        world.get(A);
        if (!world.changeElsewhere(A)) {
            return;
        }
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        world.getElsewhere(A);
        Object changed = world.changeAndInvalidate(A);
        world.getElsewhere(A);
        assertThat(world.get(A)).isEqualTo(changed);
    }

    private static void silentFeed(World world) {
        InMemoryBackend node = world.node();
        world.get(A);
        if (node == null) {
            return;
        }
        node.pauseFeed(true);
        for (int i = 0; i < 3; i++) {
            world.changeElsewhere(A);
            world.get(A);
            world.advance(Duration.ofMillis(99));
            world.get(A);
            world.advance(Duration.ofMillis(902));
            world.get(A);
        }
        node.pauseFeed(false);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
    }

    private static void serverAway(World world) {
        InMemoryBackend node = world.node();
        world.get(A);
        if (node == null) {
            return;
        }
        node.unavailable(true);
        world.source().change(A);
        assertThat(world.invalidate(A)).isEqualTo(ChangeOutcome.PENDING);
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        assertThat(world.cache().stats().bypasses()).isPositive();
        assertThat(world.cache().stats().pendingChanges()).isEqualTo(1);
        world.advance(Duration.ofSeconds(2));
        world.get(B);
        node.unavailable(false);
        world.advance(Duration.ofSeconds(3));
        assertThat(world.cache().stats().pendingChanges()).isZero();
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        world.getElsewhere(A);
    }

    private static void serverRestarted(World world) {
        InMemoryBackend node = world.node();
        world.getAll(ALL);
        if (node == null) {
            return;
        }
        world.changeAndInvalidate(A);
        node.server().restart();
        assertThat(world.get(A)).isEqualTo(world.source().value(A));
        world.advance(Duration.ofSeconds(1));
        assertThat(world.getAll(ALL)).hasSize(3);
        assertThat(world.cache().stats().pendingChanges()).isZero();
    }
}
