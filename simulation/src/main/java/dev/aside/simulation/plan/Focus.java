package dev.aside.simulation.plan;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a run looks at most closely. Races need several things at once that a wholly random run has seldom: each focus
 * brings together what belongs to one promise, and leaves everything else to chance.
 */
enum Focus {
    /** Nothing: everything is left to chance. */
    NONE,
    /** Processes that die in the middle of a change, and nothing else goes wrong. */
    DYING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.KEYS, random.nextInt(2)).with(Knob.DATABASE, 1 + random.nextInt(2));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.CRASH);
        }
    },
    /** Near copies under a small bound. */
    NEAR {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.NEAR, 1)
                    .with(Knob.MODE, 1)
                    .with(Knob.BOUND, 1 + random.nextInt(3))
                    .with(Knob.KEYS, random.nextInt(2))
                    .with(Knob.HARD, 0)
                    .with(Knob.THINKING, random.nextInt(3));
        }
    },
    /** Replicas of the database, read for slots whose floor has gone. */
    LAGGING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.REPLICAS, 1 + random.nextInt(2))
                    .with(Knob.KEYS, random.nextInt(3))
                    .with(Knob.THINKING, random.nextInt(3));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.RESTART, Fault.Kind.EVICTION, Fault.Kind.EVICTION, Fault.Kind.REPLICA_STALL);
        }
    },
    /** Tags. */
    TAGS {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.TAGGED, 1).with(Knob.KEYS, 1).with(Knob.THINKING, random.nextInt(3));
        }
    },
    /** A store that comes back without its last writes. */
    FAILING_OVER {
        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.FAILOVER);
        }
    };

    static Focus random(SplittableRandom random) {
        Focus[] all = values();
        return random.nextInt(3) == 0 ? NONE : all[random.nextInt(all.length)];
    }

    /** Turns the knobs that matter. */
    Setting of(Setting setting, SplittableRandom random) {
        return setting;
    }

    /** Chooses among what can go wrong. */
    List<Fault.Kind> faults(Set<Fault.Kind> some) {
        return List.copyOf(some);
    }
}
