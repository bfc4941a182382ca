package dev.aside.cache.testkit;

import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotStep;

/**
 * What is expected of one cache in a {@code Recording}. Each method returns the tally, so that expectations can be strung
 * together; one that does not hold throws an {@link AssertionError} that shows what was recorded. Counting reads the cache's
 * own statistics and waits for nothing: what runs on other threads must have ended before.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class Tally {

    private final Counted recorded;

    /** What a recording has of one cache, as of each question. */
    interface Counted {
        long count(Count count);

        long refused(Recorder.Refusal reason);

        long answered(Class<? extends SlotStep> kind);

        /** Returns all that is known, for a message. */
        String story();
    }

    Tally(Counted recorded) {
        this.recorded = recorded;
    }

    /**
     * Expects a number of reads answered in this process.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally nearHits(long expected) {
        return expect(Count.NEAR_HITS.label(), expected, recorded.count(Count.NEAR_HITS));
    }

    /**
     * Expects a number of reads answered by the backend's servers.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally farHits(long expected) {
        return expect(Count.FAR_HITS.label(), expected, recorded.count(Count.FAR_HITS));
    }

    /**
     * Expects a number of reads that no tier could answer.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally misses(long expected) {
        return expect(Count.MISSES.label(), expected, recorded.count(Count.MISSES));
    }

    /**
     * Expects a number of loads that ended well, one for each key.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally loads(long expected) {
        return expect(Count.LOADS.label(), expected, recorded.count(Count.LOADS));
    }

    /**
     * Expects a number of loads that failed.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally failedLoads(long expected) {
        return expect(Count.FAILED_LOADS.label(), expected, recorded.count(Count.FAILED_LOADS));
    }

    /**
     * Expects a number of loaded values that were not stored.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally refusedFills(long expected) {
        return expect(Count.REFUSED_FILLS.label(), expected, recorded.count(Count.REFUSED_FILLS));
    }

    /**
     * Expects a number of reads answered past the hard expiry.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally staleServed(long expected) {
        return expect(Count.STALE_SERVED.label(), expected, recorded.count(Count.STALE_SERVED));
    }

    /**
     * Expects a number of reads and loads that did without the cache.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally bypasses(long expected) {
        return expect(Count.BYPASSES.label(), expected, recorded.count(Count.BYPASSES));
    }

    /**
     * Expects a number of values put.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally puts(long expected) {
        return expect(Count.PUTS.label(), expected, recorded.count(Count.PUTS));
    }

    /**
     * Expects a number of keys, tags and clears invalidated.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally invalidations(long expected) {
        return expect(Count.INVALIDATIONS.label(), expected, recorded.count(Count.INVALIDATIONS));
    }

    /**
     * Expects a number of changes that the backend has not acknowledged yet, as of now.
     *
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally pendingChanges(long expected) {
        return expect(Count.PENDING_CHANGES.label(), expected, recorded.count(Count.PENDING_CHANGES));
    }

    /**
     * Expects a number of loaded values that were not stored for one reason.
     *
     * @param reason the reason
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally refusedFills(Recorder.Refusal reason, long expected) {
        return expect("refused fills, " + reason, expected, recorded.refused(reason));
    }

    /**
     * Expects a number of answered steps of one kind, of the nodes whose steps are recorded.
     *
     * @param kind the kind, such as {@code SlotStep.Read.class}
     * @param expected how many
     * @return this
     * @throws AssertionError if there were more or fewer
     */
    public Tally steps(Class<? extends SlotStep> kind, long expected) {
        return expect("steps " + kind.getSimpleName(), expected, recorded.answered(kind));
    }

    private Tally expect(String what, long expected, long actual) {
        if (actual != expected) {
            throw new AssertionError(
                    "expected " + what + ": " + expected + ", but there were " + actual + "\n" + recorded.story());
        }
        return this;
    }

    /** Returns what was recorded of the cache. */
    @Override
    public String toString() {
        return recorded.story();
    }
}
