package dev.aside.cache;

import dev.aside.cache.LoadStrategy.Decision;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The built-in strategies. */
final class LoadStrategies {

    static final LoadStrategy LAZY = new Lazy();

    /** Early expiration looks at the last fifth of an entry's life only, so that hits before it cost nothing. */
    private static final double EARLY_WINDOW = 0.2;

    /** The longest span there is: what is added to a life must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private LoadStrategies() {}

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

    record Lazy() implements LoadStrategy {
        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            return lazily(entry);
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return softLife;
        }
    }

    record RefreshAhead(double part) implements LoadStrategy {
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

    record EarlyExpiration(double beta) implements LoadStrategy {
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

    record StaleWhileRevalidate(Duration window) implements LoadStrategy {
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

    record StaleIfError(Duration window) implements LoadStrategy {
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

    record Either(LoadStrategy first, LoadStrategy second) implements LoadStrategy {
        @Override
        public Decision decide(EntryView entry, RandomGenerator random) {
            Decision decision = first.decide(entry, random);
            return decision == Decision.LOAD ? second.decide(entry, random) : decision;
        }

        @Override
        public Duration quietAge(Duration softLife, Duration hardLife, Duration loadCost) {
            return first.quietAge(softLife, hardLife, loadCost);
        }

        @Override
        public Duration keepStale() {
            return first.keepStale().compareTo(second.keepStale()) >= 0 ? first.keepStale() : second.keepStale();
        }
    }
}
