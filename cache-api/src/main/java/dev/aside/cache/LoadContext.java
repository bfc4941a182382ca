package dev.aside.cache;

import dev.aside.cache.route.CommitPosition;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A running load, as the code that reads the source sees it: what the load must have seen, and where that code says what it
 * has seen. It is bound to the thread that runs the loader; a loader that hops threads carries it along with {@link #call}.
 *
 * <p>A load that read from a replica is stored only if every connection it used has {@linkplain #prove proven} that it had
 * replayed the {@link #floor()}. Data sources that know their nodes do this themselves.
 *
 * <p>A floor may be lost with the slot that held it, which a server may evict. So whoever proves a position vouches for more
 * than the floor: that the replica has all which the writer had at most {@link #sampleAge()} ago.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public abstract class LoadContext {

    private static final ThreadLocal<@Nullable LoadContext> CURRENT = new ThreadLocal<>();

    /** For the engine; a user gets one from {@link #current()}. */
    protected LoadContext() {}

    /**
     * Returns the load that runs on this thread.
     *
     * @return the innermost running load, or null if there is none
     */
    public static @Nullable LoadContext current() {
        return CURRENT.get();
    }

    /**
     * Runs code on this thread as a part of this load.
     *
     * @param <T> the type of the result
     * @param code the code
     * @return what the code returns
     * @throws Exception what the code throws
     */
    public final <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
        LoadContext outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return code.call();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * Returns the name of the cache that loads.
     *
     * @return the name
     */
    public abstract String cacheName();

    /**
     * Returns what the load must have seen.
     *
     * @return the lowest position; {@link CommitPosition#UNKNOWN} means the writer
     */
    public abstract CommitPosition floor();

    /**
     * Returns how long the load may still take and be stored.
     *
     * @return the time left; zero or negative once it is too late
     */
    public abstract Duration remaining();

    /**
     * Says that a connection used by this load reads a replica that had replayed the position.
     *
     * @param replayed how far, or {@link CommitPosition#UNKNOWN} if nobody knows, after which nothing is stored
     */
    public abstract void prove(CommitPosition replayed);

    /** Says that a connection used by this load reads the writer, which has seen everything. */
    public abstract void proveWriter();

    /**
     * Says that a connection used by this load reads the writer, which had come so far already.
     *
     * @param sample a place that the writer had passed before it was asked; what is loaded may then be refreshed from any replica
     *     that has passed it too, and with {@link CommitPosition#UNKNOWN} only from the writer
     */
    public abstract void proveWriter(CommitPosition sample);

    /**
     * Says that a connection used by this load reads the writer, which was asked within this load how far it has come. What the load must
     * have seen was committed before the load began, so it is there or before it, even where {@link #floor()} does not compare with it.
     *
     * @param place where the writer was, asked for after the load had begun; what is loaded may then be refreshed from any replica that
     *     has passed it, and with {@link CommitPosition#UNKNOWN} only from the writer
     */
    public abstract void proveWriterNow(CommitPosition place);

    /**
     * Returns whether a replica may answer at all: what was read there is stored only with a proof, if its cache asks for proofs.
     *
     * @return whether it may; otherwise the writer is to be asked
     */
    public abstract boolean mayReadReplicas();

    /**
     * Returns how old the place may be, at most, that the writer is known to have come to: whoever proves a position vouches for a
     * replica that had replayed {@link #floor()}, and a place of the writer's that was taken at most so long ago. Floors may be lost
     * with the slots that hold them; what was changed longer ago than this is then seen all the same.
     *
     * @return the age; the cache's {@code replicaLag} at most, and less where what the cache knew has been lost lately
     */
    public abstract Duration sampleAge();

    /**
     * Returns the load of which this one is a part.
     *
     * @return the load on whose behalf this one was started, or null
     */
    public abstract @Nullable LoadContext parent();
}
