package dev.aside.cache.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.NotWrittenException;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.time.Duration;
import java.util.Map;

/**
 * The decisions of the engine that its promises stand on, one line each and all in one place; those of the store are in
 * {@link dev.aside.cache.spi.SlotRules}. A class and not functions, so that the simulation can get any one of them wrong and
 * must notice.
 */
class Rules {

    static final Rules SHIPPED = new Rules();

    /** A flight that began before a change of its key answers nobody who came after it. */
    boolean mayJoin(int stripeAtStart, int stripeNow) {
        return stripeAtStart == stripeNow;
    }

    /** STRICT looks anew for everybody: a flight under way may have looked before the latest change of another process. */
    boolean mayJoin(boolean strict, long ageMillis, long boundMillis) {
        return !strict && ageMillis <= boundMillis;
    }

    /** Who has changed the key himself, perhaps on another node, joins nobody: who is under way may have looked before. */
    boolean mayJoin(boolean changedByCaller) {
        return !changedByCaller;
    }

    /** Nor is he shown what this process holds a copy of. */
    boolean mayShowCopy(boolean changedByCaller) {
        return !changedByCaller;
    }

    /** A copy on its way to the near tier is put there only if no change of its key was seen since its read was sent. */
    boolean mayFillNear(int stripeAtStart, int stripeNow) {
        return stripeAtStart == stripeNow;
    }

    /** And only if its read has registered for pushes, in a life of the feed that still lasts. */
    boolean isRegistered(long registeredIn, long feedEpoch) {
        return registeredIn >= 0 && registeredIn == feedEpoch;
    }

    /** Without a feed a near copy lives as long as the mode's bound allows, counted from when its read was sent. */
    long nearLifeMillis(long leaseMillis, long sinceSentMillis) {
        return leaseMillis - sinceSentMillis;
    }

    /** A near copy ends with what it is a copy of, or before. */
    long nearMillis(long untilExpiryMillis, long capMillis) {
        return Math.min(untilExpiryMillis, capMillis);
    }

    /** After a change this process forgets what it holds, whatever the store has answered: the step may have been done. */
    boolean forgetsAfter(boolean applied) {
        return true;
    }

    /** What one writes oneself is not pushed, and ends the pushes for what one has read of the slot before. */
    boolean forgetsAfterOwnWrite() {
        return true;
    }

    /** What the store has not acknowledged may still be in it as it was: reads go past the cache until it has. */
    boolean mustPass(boolean pendingInJournal) {
        return pendingInJournal;
    }

    /**
     * A server that follows the writer is behind it, by no more than is proven. What it answers is not pushed to who has asked
     * it, and is no base for anything.
     */
    boolean mayAskReaders(Consistency.Mode mode, boolean hasNearCopies) {
        boolean behind = mode == Consistency.Mode.EVENTUAL || mode == Consistency.Mode.BOUNDED;
        return behind && !hasNearCopies;
    }

    /** While the breaker is open one caller a pause asks all the same, or it would never close. */
    boolean mayProbe(long nowNanos, long probeAtNanos) {
        return nowNanos - probeAtNanos >= 0;
    }

    /** A writer that fails may have written all the same, unless it says that it has not. */
    boolean isSurelyUnwritten(Throwable failure) {
        return failure instanceof NotWrittenException;
    }

    /** A store that has come back as another has lost what it was told lately: it is said again. */
    boolean isAnother(long epochBefore, long epochNow) {
        return epochBefore != epochNow;
    }

    /** One that may hold what is older than any journal knows of is not believed until the cache's own token has moved. */
    boolean movesGeneration(Comeback back) {
        return back.isOlder();
    }

    /** A load must have seen the last change of its key, and of every token its value will carry. */
    CommitPosition floor(CommitPosition ofSlot, CommitPosition ofTokens) {
        return ofSlot.merge(ofTokens);
    }

    /** A load that passes an open change keeps the floor, and its open writers have no position yet. */
    CommitPosition floorPassing(CommitPosition ofSlot, CommitPosition ofOpenChange) {
        return ofSlot.merge(ofOpenChange);
    }

    /** Under a token that is being changed nothing is stored. */
    boolean mayStoreUnder(Tokens tokens) {
        return !tokens.open();
    }

    /** A place of the writer's from before the load counts only where no floor has been evicted for as long as slots remember. */
    boolean maySampleBefore(Duration sinceEviction, Duration memory) {
        return sinceEviction.compareTo(memory) >= 0;
    }

    /** What replicas have answered is stored only with the proof that they had replayed the floor. */
    boolean mayStore(boolean readsReplicas, boolean proven) {
        return !readsReplicas || proven;
    }

    /** A value carries a tag's token only if no change of any tag has begun since before it was loaded. */
    boolean mayMark(long tagEpochBefore, TokenSeen epochNow) {
        return !epochNow.open() && epochNow.id() == tagEpochBefore;
    }

    /** A stored value is good as long as the cache's token and those of all its tags are the ones it was stored under. */
    boolean stands(Entry entry, Tokens tokens, Map<String, TokenSeen> tagTokens) {
        for (Entry.TagMark mark : entry.tags()) {
            TokenSeen seen = tagTokens.get(mark.tag());
            if (seen == null || seen.id() != mark.token()) {
                return false;
            }
        }
        return entry.generation() == tokens.generation();
    }

    /** A write is stored under the token of before it, and not while that is being changed. */
    boolean mayWriteUnder(StepReply token) {
        return token instanceof TokenSeen seen && !seen.open();
    }
}
