package dev.aside.cache.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a cache a caller has changed himself, on whatever node: notes it, and says it to his reads. Where the store is in this
 * process, or the mode has everybody see every change, there is nothing to note.
 */
final class OwnKeys<K> {

    /** By how much clocks may differ: a server's as two nodes know it, or those of the nodes where a server does not tell its time. */
    private static final long SLACK_MILLIS = 2_000;

    private final Binding<K, ?> binding;
    private final Rules rules;
    private final EntryStore clock;
    private final SlotNumbers numbers;
    private final long lifeMillis;
    private final boolean ofThread;

    /** @param clock tells the server's own time, which all nodes agree on, and steps back with it */
    OwnKeys(String cacheName, Consistency consistency, Binding<K, ?> binding, EntryStore clock, Rules rules) {
        this.binding = binding;
        this.rules = rules;
        this.clock = clock;
        this.numbers = new SlotNumbers(cacheName, clock.form());
        this.lifeMillis = lifeMillis(consistency, clock.isShared());
        this.ofThread = lifeMillis > 0 && consistency.mode() == Consistency.Mode.READ_YOUR_WRITES;
    }

    /** Returns for how long the mode alone may show something older than a change that was acknowledged; zero for not at all. */
    private static long lifeMillis(Consistency consistency, boolean shared) {
        boolean strict = consistency.mode() == Consistency.Mode.STRICT;
        if (!shared || strict) {
            return 0;
        }
        boolean eventual = consistency.mode() == Consistency.Mode.EVENTUAL;
        Duration bound = eventual ? Consistency.DEFAULT_BOUND : consistency.bound();
        return Math.min(Durations.millisUp(bound) + SLACK_MILLIS, ChangeToken.LONGEST_MILLIS);
    }

    /**
     * Returns what a load of the key must have seen, or null if the caller has not changed it lately.
     *
     * @param asked what the caller says that it has changed; what its thread has is known here
     */
    @Nullable
    CommitPosition floorOf(K key, ChangeToken asked) {
        OwnChanges mine = ofThread ? OwnChanges.current() : null;
        return mine == null && asked.isNone() ? null : floorOf(key, asked, mine);
    }

    private @Nullable CommitPosition floorOf(K key, ChangeToken asked, @Nullable OwnChanges mine) {
        long now = clock.timeMillis();
        if (lifeMillis == 0 || (asked.isOver(now) && (mine == null || mine.isOver(now)))) {
            return null;
        }
        long slot = numbers.of(binding.entrySlot(key));
        CommitPosition ofThread = mine == null ? null : mine.floorOf(numbers.ofCache(), slot, now);
        CommitPosition ofToken = asked.floorOf(numbers.ofCache(), slot, now);
        if (ofThread == null || ofToken == null) {
            return ofThread == null ? ofToken : ofThread;
        }
        return ofThread.merge(ofToken);
    }

    /** Returns a tier that has nothing of what the caller has changed. */
    NearTier<K> passing(NearTier<K> near, ChangeToken asked) {
        boolean never = lifeMillis == 0 || (asked.isNone() && !ofThread);
        return never || near instanceof NoNear
                ? near
                : new OwnReads<>(near, key -> !rules.mayShowCopy(floorOf(key, asked) != null));
    }

    /** Notes for whom this thread works what has been changed, once it has been told. */
    CompletableFuture<ChangeOutcome> noted(
            Collection<SlotKey> slots, CommitPosition floor, CompletableFuture<ChangeOutcome> told) {
        OwnChanges mine = lifeMillis == 0 ? null : OwnChanges.current();
        return mine == null ? told : told.thenApply(outcome -> noted(mine, slots, floor, outcome));
    }

    private ChangeOutcome noted(
            OwnChanges mine, Collection<SlotKey> slots, CommitPosition floor, ChangeOutcome outcome) {
        if (outcome != ChangeOutcome.UNKNOWN) {
            long now = clock.timeMillis();
            mine.add(numbers(slots), now + lifeMillis, floor, now);
        }
        return outcome;
    }

    /** Of so many that they would not be told apart, the whole cache stands for all. */
    private Collection<Long> numbers(Collection<SlotKey> slots) {
        return slots.size() > ChangeToken.MAX_CHANGES
                ? List.of(numbers.ofCache())
                : slots.stream().map(numbers::of).distinct().toList();
    }
}
