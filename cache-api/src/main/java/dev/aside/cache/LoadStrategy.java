package dev.aside.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides, for a cached entry that no change has invalidated, whether a read is served from it. A pure decision: it holds no
 * state, calls nothing and is asked off the fast path only, once the entry has reached the age of {@link #quietAge}.
 *
 * <p>Strategies compose: {@code earlyExpiration(1).or(staleIfError(ofMinutes(5)))} asks the second where the first says
 * {@link Decision#LOAD}.
 *
 * <p>Serving an entry past its hard life never undoes a change: an invalidated entry is gone and no strategy sees it.
 *
 * <p><b>Thread-safety:</b> an implementation MUST be safe for use by many threads.
 */
@FunctionalInterface
public interface LoadStrategy {

    /** What to do with a read. */
    enum Decision {
        /** Answer from the entry. */
        SERVE,
        /** Answer from the entry, and start one refresh in the background. */
        SERVE_AND_REFRESH,
        /** Load, and answer from the load. */
        LOAD
    }

    /**
     * Decides about one read.
     *
     * @param entry the entry
     * @param random a source of randomness
     * @return the decision
     */
    Decision decide(EntryView entry, RandomGenerator random);

    /**
     * Returns the age below which {@link #decide} surely answers {@link Decision#SERVE}, so that it need not be asked. By
     * default zero: it is asked at every read.
     *
     * @param softLife the age at which the value begins to be worth refreshing
     * @param hardLife the age at which the value is no longer valid
     * @param loadCost how long the load took
     * @return the age, at most the hard life counts
     */
    default Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
        return Duration.ZERO;
    }

    /**
     * Returns how long past its hard life an entry is kept for this strategy. By default zero.
     *
     * @return the time
     */
    default Duration keepStale() {
        return Duration.ZERO;
    }

    /**
     * Returns a strategy that asks this one, and the other where this one says {@link Decision#LOAD}.
     *
     * @param other the other strategy
     * @return both
     */
    default LoadStrategy or(LoadStrategy other) {
        return new LoadStrategies.Either(this, other);
    }

    /**
     * Returns the default: serve until the hard life ends; past the soft life, where one is set, refresh in the background.
     *
     * @return lazy loading
     */
    static LoadStrategy lazy() {
        return LoadStrategies.LAZY;
    }

    /**
     * Returns a strategy that refreshes in the background once the entry has used up a part of its hard life, so that keys
     * in use never expire.
     *
     * @param part the part, above 0 and below 1; 0.8 is a good start
     * @return refresh-ahead
     * @throws CacheConfigurationException if the part is outside
     */
    static LoadStrategy refreshAhead(double part) {
        return new LoadStrategies.RefreshAhead(part);
    }

    /**
     * Returns a strategy that lets each read refresh early with a probability that rises towards the end of the hard life:
     * XFetch, which refreshes where {@code age - cost * beta * ln(random) >= hardLife}. Dear values refresh earlier, and
     * readers do not refresh all at once. It looks only at the last fifth of the hard life.
     *
     * <p>Source: A. Vattani, F. Chierichetti, K. Lowenstein, <i>Optimal Probabilistic Cache Stampede Prevention</i>, VLDB
     * 2015.
     *
     * @param beta above 0; 1 is the paper's optimum, more refreshes earlier
     * @return early expiration
     * @throws CacheConfigurationException if beta is not above 0 or not finite
     */
    static LoadStrategy earlyExpiration(double beta) {
        return new LoadStrategies.EarlyExpiration(beta);
    }

    /**
     * Returns a strategy that serves an entry for some time past its hard life while one refresh runs.
     *
     * @param window how long past the hard life; more than ten years are taken as ten years
     * @return stale while revalidate, as RFC 5861 has it for HTTP
     * @throws CacheConfigurationException if the window is not positive
     */
    static LoadStrategy staleWhileRevalidate(Duration window) {
        return new LoadStrategies.StaleWhileRevalidate(window);
    }

    /**
     * Returns a strategy that serves an entry for some time past its hard life when the load fails.
     *
     * @param window how long past the hard life; more than ten years are taken as ten years
     * @return stale if error, as RFC 5861 has it for HTTP
     * @throws CacheConfigurationException if the window is not positive
     */
    static LoadStrategy staleIfError(Duration window) {
        return new LoadStrategies.StaleIfError(window);
    }
}
