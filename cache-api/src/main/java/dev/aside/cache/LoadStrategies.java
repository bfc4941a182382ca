package dev.aside.cache;

import dev.aside.cache.LoadStrategy.Decision;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The built-in strategies. Each serves within the hard life as {@link #lazy} does, but for what it says.
 *
 * <p><b>Thread-safety:</b> they hold no state.
 */
public final class LoadStrategies {

    private static final LoadStrategy LAZY = new Lazy();

    /** Early expiration looks at the last fifth of an entry's life only, so that hits before it cost nothing. */
    private static final double EARLY_WINDOW = 0.2;

    /** The longest span there is: what is added to a life must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private LoadStrategies() {}

    /**
     * Returns the default: serve until the hard life ends; past the soft life, where one is set, refresh in the background.
     *
     * @return lazy loading
     */
    public static LoadStrategy lazy() {
        return LAZY;
    }

    /**
     * Returns a strategy that refreshes in the background once the entry has used up a part of its hard life, so that keys
     * in use never expire.
     *
     * @param part the part, above 0 and below 1; 0.8 is a good start
     * @return refresh-ahead
     * @throws CacheConfigurationException if the part is outside
     */
    public static LoadStrategy refreshAhead(double part) {
        return new RefreshAhead(part);
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
    public static LoadStrategy earlyExpiration(double beta) {
        return new EarlyExpiration(beta);
    }

    /**
     * Returns a strategy that serves an entry for some time past its hard life while one refresh runs.
     *
     * @param window how long past the hard life; more than ten years are taken as ten years
     * @return stale while revalidate, as RFC 5861 has it for HTTP
     * @throws CacheConfigurationException if the window is not positive
     */
    public static LoadStrategy staleWhileRevalidate(Duration window) {
        return new StaleWhileRevalidate(window);
    }

    /**
     * Returns a strategy that serves an entry for some time past its hard life when the load fails.
     *
     * @param window how long past the hard life; more than ten years are taken as ten years
     * @return stale if error, as RFC 5861 has it for HTTP
     * @throws CacheConfigurationException if the window is not positive
     */
    public static LoadStrategy staleIfError(Duration window) {
        return new StaleIfError(window);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration fraction(Duration life, double part) {
        return Duration.ofMillis((long) (life.toMillis() * part));
    }

    private static Duration positive(Duration window, String name) {
        if (window.isNegative() || window.isZero()) {
            throw new CacheConfigurationException(name + " takes a positive window, not " + window);
        }
        return min(window, LONGEST);
    }

    private static Decision lazily(EntryView entry) {
        if (entry.age().compareTo(entry.softLife()) < 0) {
            return Decision.SERVE;
        }
        return entry.age().compareTo(entry.hardLife()) < 0 ? Decision.SERVE_AND_REFRESH : Decision.LOAD;
    }

    private record Lazy() implements LoadStrategy {
        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            return lazily(entry);
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return softLife;
        }
    }

    private record RefreshAhead(double part) implements LoadStrategy {
        RefreshAhead {
            if (!(part > 0 && part < 1)) {
                throw new CacheConfigurationException("refreshAhead takes a part above 0 and below 1, not " + part);
            }
        }

        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            boolean early = entry.age().compareTo(fraction(entry.hardLife(), part)) >= 0;
            Decision lazy = lazily(entry);
            return lazy == Decision.SERVE && early ? Decision.SERVE_AND_REFRESH : lazy;
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return min(softLife, fraction(hardLife, part));
        }
    }

    private record EarlyExpiration(double beta) implements LoadStrategy {
        EarlyExpiration {
            if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
                throw new CacheConfigurationException("earlyExpiration takes a finite beta above 0, not " + beta);
            }
        }

        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            Decision lazy = lazily(entry);
            return lazy == Decision.SERVE && !entry.absent() && early(entry, random)
                    ? Decision.SERVE_AND_REFRESH
                    : lazy;
        }

        private boolean early(EntryView entry, RandomGenerator random) {
            Duration windowStart = fraction(entry.hardLife(), 1 - EARLY_WINDOW);
            if (entry.age().compareTo(windowStart) < 0) {
                return false;
            }
            double uniform = 1 - random.nextDouble(); // (0, 1]: the logarithm of 0 would refresh always
            double ahead = -entry.loadCost().toNanos() * beta * Math.log(uniform);
            return entry.age().toNanos() + ahead >= entry.hardLife().toNanos();
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return min(softLife, fraction(hardLife, 1 - EARLY_WINDOW));
        }
    }

    private record StaleWhileRevalidate(Duration window) implements LoadStrategy {
        StaleWhileRevalidate {
            window = positive(window, "staleWhileRevalidate");
        }

        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            Decision lazy = lazily(entry);
            boolean within = entry.age().compareTo(entry.hardLife().plus(window)) < 0;
            return lazy == Decision.LOAD && within ? Decision.SERVE_AND_REFRESH : lazy;
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return softLife;
        }

        @Override
        public Duration keepStale() {
            return window;
        }
    }

    private record StaleIfError(Duration window) implements LoadStrategy {
        StaleIfError {
            window = positive(window, "staleIfError");
        }

        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            Decision lazy = lazily(entry);
            boolean within = entry.age().compareTo(entry.hardLife().plus(window)) < 0;
            return lazy == Decision.LOAD && entry.loadFailed() && within ? Decision.SERVE : lazy;
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return softLife;
        }

        @Override
        public Duration keepStale() {
            return window;
        }
    }
}
