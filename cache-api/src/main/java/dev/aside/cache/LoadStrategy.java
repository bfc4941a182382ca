package dev.aside.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides, for a cached entry that no change has invalidated, whether a read is served from it. A pure decision: it holds no
 * state, calls nothing and is asked off the fast path only, once the entry has reached the age of {@link #quietAge}.
 *
 * <p>{@code LoadStrategies} has the built-in ones. Strategies compose: {@code earlyExpiration(1).or(staleIfError(ofMinutes(5)))} asks the second where the first says
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
        LoadStrategy first = this;
        return new LoadStrategy() {
            @Override
            public Decision decide(EntryView entry, RandomGenerator random) {
                Decision decision = first.decide(entry, random);
                return decision == Decision.LOAD ? other.decide(entry, random) : decision;
            }

            @Override
            public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
                return first.quietAge(softLife, hardLife, loadCost);
            }

            @Override
            public Duration keepStale() {
                return first.keepStale().compareTo(other.keepStale()) >= 0 ? first.keepStale() : other.keepStale();
            }

            @Override
            public String toString() {
                return first + " or " + other;
            }
        };
    }
}
