package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For how long a server has evicted nothing, as it says itself. It is asked from the moment on at which somebody wants to know, and
 * says nothing of how old what was: so everything counts.
 */
final class Evicted {

    /*
     * What the number proves
     * ----------------------
     * It only grows while a server lives. Two answers with the same number prove that nothing was evicted from the one to
     * when the other was asked for. Who asks is told by the connection that steps take, and in order: whoever has a lease has
     * heard of all that was evicted up to the question before it. A question that is older than the notice allows proves
     * nothing any more. With no connection there is no lease to store by, so nothing new need be known.
     */

    private static final System.Logger LOGGER = System.getLogger(Evicted.class.getName());

    /**
     * What a server has said.
     *
     * @param server which life of it
     * @param count how many it has evicted in that life
     * @param askedNanos when it was asked
     * @param seenNanos when the last eviction was seen
     * @param any whether one was
     */
    private record Known(String server, long count, long askedNanos, long seenNanos, boolean any) {

        /** Another life begins at zero; what was evicted before it was met is what a store is told of that it has lost. */
        Known then(String another, long now, long asked, long heardNanos) {
            boolean more = server.equals(another) && now != count;
            return new Known(another, now, asked, more ? heardNanos : seenNanos, any || more);
        }
    }

    private final Supplier<String> place;
    private final CacheRuntime runtime;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
    private volatile boolean wanted;
    private volatile boolean told;

    /** @param place where the server is */
    Evicted(Supplier<String> place, CacheRuntime runtime) {
        this.place = place;
        this.runtime = runtime;
    }

    /** Says that somebody wants to know; returns whether nobody did before. */
    boolean want() {
        boolean first = !wanted;
        wanted = true;
        return first;
    }

    /** Asks, if somebody wants to know and the last question is not too young. */
    void ask(Wire wire) {
        long now = runtime.ticker().nanos();
        Known last = known.get();
        boolean young = last != null
                && last.server().equals(wire.server().runId())
                && now - last.askedNanos() < Timing.LONGEST_BEAT.toNanos() - Timing.EARLY_NANOS;
        if (!wanted || young) {
            return;
        }
        var unused = wire.ask(Plain.INFO_STATS).whenComplete((info, error) -> {
            String count = info == null ? null : ServerInfo.fields(info).get("evicted_keys");
            heard(wire.server().runId(), count, now);
        });
    }

    /** @param count what it has said, or null if it has not */
    void heard(String server, @Nullable String count, long askedNanos) {
        try {
            heard(server, Long.parseLong(count == null ? "" : count), askedNanos);
        } catch (NumberFormatException e) {
            tellOfSilence();
        }
    }

    private void heard(String server, long count, long askedNanos) {
        long now = runtime.ticker().nanos();
        known.updateAndGet(last -> last == null
                ? new Known(server, count, askedNanos, 0, false)
                : last.then(server, count, askedNanos, now));
    }

    private void tellOfSilence() {
        if (!told) {
            told = true;
            LOGGER.log(
                    Level.WARNING,
                    () -> "redis " + place.get()
                            + ": does not say how much it evicts (INFO stats, evicted_keys), so loads ask"
                            + " the database's writer where it is before they read a replica");
        }
    }

    /**
     * Returns for how long nothing has been evicted, or zero if that is not known.
     *
     * @param server which life of it something may have been read from, or null if there is no connection, and nothing was
     */
    Duration since(@Nullable String server) {
        Known last = known.get();
        long now = runtime.ticker().nanos();
        boolean unknown = last == null
                || !last.server().equals(server)
                || now - last.askedNanos() > EntryStore.EVICTION_NOTICE.toNanos();
        if (server != null && unknown) {
            return Duration.ZERO;
        }
        return last == null || !last.any() ? EntryStore.NEVER_EVICTED : Duration.ofNanos(now - last.seenNanos());
    }
}
