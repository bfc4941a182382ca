package dev.aside.simulation.plan;

import java.util.SplittableRandom;

/** Knobs that are turned together, for several kinds of runs. */
final class Leaning {

    private Leaning() {}

    /** The stricter the mode is, the sooner a reader notices; a store like Memcached does not offer the strictest. */
    static Setting strictly(Setting setting, SplittableRandom random) {
        boolean strict = !setting.is(Knob.MEMCACHED) && random.nextInt(8) > 0;
        return strict ? setting.with(Knob.MODE, 3) : setting;
    }

    /** A database whose replicas lag. */
    static Setting lagging(Setting setting, SplittableRandom random) {
        return strictly(setting.with(Knob.MEMCACHED, 0), random)
                .with(Knob.REPLICAS, 1 + random.nextInt(2))
                .with(Knob.DATABASE, random.nextInt(2))
                .with(Knob.KEYS, 1 + random.nextInt(4))
                .with(Knob.THINKING, random.nextInt(3));
    }

    /** Copies that a feed tells of. */
    static Setting nearWithFeed(Setting setting, SplittableRandom random) {
        return near(setting, random).with(Knob.MEMCACHED, 0).with(Knob.FEEDLESS, 0);
    }

    /** Copies that nobody tells of: by a slow network, or that live for as long as they may. */
    static Setting nearWithoutFeed(Setting setting, SplittableRandom random) {
        Setting near = near(setting, random).with(Knob.FEEDLESS, 1).with(Knob.HEARD, 0);
        return random.nextBoolean()
                ? near.with(Knob.OPERATION, 0)
                        .with(Knob.BOUND, 3)
                        .with(Knob.NETWORK, 3)
                        .with(Knob.DATABASE, 0)
                : near.with(Knob.MODE, 0)
                        .with(Knob.HARD, 3)
                        .with(Knob.LOAD, 3)
                        .with(Knob.LAG, 2)
                        .with(Knob.THINKING, 3);
    }

    /** Copies of which nodes tell each other by the database. */
    static Setting nearHeard(Setting setting, SplittableRandom random) {
        return near(setting, random)
                .with(Knob.MEMCACHED, 1)
                .with(Knob.FEEDLESS, 1)
                .with(Knob.HEARD, 1)
                .with(Knob.MODE, 1 + random.nextInt(2))
                .with(Knob.BOUND, 2 + random.nextInt(2))
                .with(Knob.NETWORK, random.nextInt(2))
                .with(Knob.REPLICAS, random.nextInt(2))
                .with(Knob.DATABASE, random.nextInt(2));
    }

    /** Copies, under a bound that readers notice. */
    static Setting near(Setting setting, SplittableRandom random) {
        return setting.with(Knob.NEAR, 1)
                .with(Knob.MODE, 1)
                .with(Knob.BOUND, 1 + random.nextInt(2))
                .with(Knob.KEYS, random.nextInt(2))
                .with(Knob.CALLERS, 1 + random.nextInt(2))
                .with(Knob.HARD, 0)
                .with(Knob.STRATEGY, 0)
                .with(Knob.REPLICAS, 0)
                .with(Knob.THINKING, 1 + random.nextInt(2));
    }
}
