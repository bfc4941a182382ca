package dev.aside.cache.jdbc;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Chooses one of several nodes. */
interface Choice {

    /** Returns one of two or more. */
    Standing of(List<Standing> from);

    static Choice by(Balance balance, RandomGenerator random) {
        return balance == Balance.ROUND_ROBIN ? new Turns() : new LeastLoaded(random);
    }

    /**
     * Takes turns. Steps of the golden ratio around a circle on which each has an arc as long as its weight: as even as can be at
     * every moment, for any weights, and without knowing the turn before.
     */
    final class Turns implements Choice {
        private static final long GOLDEN = 0x9E3779B97F4A7C15L;
        private static final double UNIT = 0x1.0p-53;

        private final AtomicLong turn = new AtomicLong();

        @Override
        public Standing of(List<Standing> from) {
            double all = 0;
            for (int i = 0; i < from.size(); i++) {
                all += from.get(i).weight();
            }
            double at = (turn.getAndAdd(GOLDEN) >>> 11) * UNIT * all;
            int i = 0;
            for (at -= from.get(0).weight();
                    at >= 0 && i < from.size() - 1;
                    at -= from.get(i).weight()) {
                i++;
            }
            return from.get(i);
        }
    }

    /** Takes the less loaded one of two that are chosen by chance. */
    final class LeastLoaded implements Choice {
        private final RandomGenerator random;

        LeastLoaded(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public Standing of(List<Standing> from) {
            long chance = random.nextLong();
            int first = (int) ((chance >>> Integer.SIZE) % from.size());
            int second = (int) ((chance & 0xFFFFFFFFL) % (from.size() - 1));
            Standing one = from.get(first);
            Standing other = from.get(second < first ? second : second + 1);
            return cost(one) <= cost(other) ? one : other;
        }

        private static double cost(Standing one) {
            return one.pool().load().cost() / one.weight();
        }
    }
}
