package dev.aside.simulation.plan;

import dev.aside.simulation.plan.Operation.Ending;
import dev.aside.simulation.plan.Operation.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a run looks at most closely. Races need several things at once that a wholly random run has seldom: each focus
 * brings together what belongs to one promise, and leaves everything else to chance.
 */
enum Focus {
    /** Nothing: everything is left to chance, but that half of the runs are strict. */
    NONE {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return random.nextBoolean() ? Leaning.strictly(setting, random) : setting;
        }
    },
    /** Processes that die in the middle of a change, and nothing else goes wrong. */
    DYING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.strictly(setting, random)
                    .with(Knob.KEYS, random.nextInt(4))
                    .with(Knob.CALLERS, random.nextInt(3))
                    .with(Knob.REPLICAS, random.nextInt(2))
                    .with(Knob.NETWORK, random.nextInt(3))
                    .with(Knob.OPERATION, 0)
                    .with(Knob.DATABASE, 2)
                    .with(Knob.WRITE, 1 + random.nextInt(3))
                    .with(Knob.THINKING, random.nextInt(3));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.DEATH_AFTER_COMMIT);
        }

        @Override
        int leastFaults() {
            return 12;
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            some.retainAll(EnumSet.of(Kind.PUT, Kind.CHANGE_PUT, Kind.INVALIDATE));
            some.add(Kind.CHANGE);
            return some;
        }

        @Override
        Set<Ending> endings(Set<Ending> some) {
            return EnumSet.of(Ending.COMMIT, Ending.ROLLBACK);
        }
    },
    /** Writers that overlap, and nothing goes wrong. */
    WRITING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.strictly(setting, random)
                    .with(Knob.KEYS, random.nextInt(2))
                    .with(Knob.CALLERS, 1 + random.nextInt(2))
                    .with(Knob.AROUND, 0)
                    .with(Knob.DATABASE, 1 + random.nextInt(2))
                    .with(Knob.THINKING, random.nextInt(3));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of();
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.PUT, Kind.CHANGE_PUT);
        }
    },
    /** Near copies that a feed tells of, under a bound that is much smaller than a write takes. */
    NEAR {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.nearWithFeed(setting, random)
                    .with(Knob.BOUND, 2 + random.nextInt(2))
                    .with(Knob.NETWORK, random.nextInt(2))
                    .with(Knob.WRITE, 0)
                    .with(Knob.DATABASE, 3);
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.PUT, Kind.INVALIDATE);
        }
    },
    /** Near copies that nobody tells of: by a slow network, or that live for as long as they may. */
    NEAR_WITHOUT_FEED {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.nearWithoutFeed(setting, random);
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.PUT, Kind.INVALIDATE);
        }
    },
    /** Near copies, and connections that break, fall silent, or lose what is pushed. */
    NEAR_UNTOLD {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.nearWithFeed(setting, random)
                    .with(Knob.BOUND, 2 + random.nextInt(2))
                    .with(Knob.NETWORK, random.nextInt(2))
                    .with(Knob.DATABASE, random.nextInt(2));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.FEED_LOST, Fault.Kind.MUTE, Fault.Kind.BROKEN, Fault.Kind.BROKEN);
        }

        @Override
        int leastFaults() {
            return 10;
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.INVALIDATE);
        }
    },
    /** Near copies of nodes that tell each other by the database, on ways that break, are held up, or end with their process. */
    NEAR_HEARD {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.nearHeard(setting, random);
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(
                    Fault.Kind.MUTE, Fault.Kind.CUT, Fault.Kind.CUT, Fault.Kind.BROKEN, Fault.Kind.DATABASE_FAILOVER);
        }

        @Override
        int millis(Fault.Kind kind, SplittableRandom random) {
            return 32 << random.nextInt(4);
        }

        @Override
        int leastFaults() {
            return 10;
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.INVALIDATE);
        }
    },
    /** Near copies, and pushes that take longer than the bound allows, on their way or held back. */
    NEAR_AND_SLOW {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.nearWithFeed(setting, random)
                    .with(Knob.BOUND, 3)
                    .with(Knob.NETWORK, 3)
                    .with(Knob.DATABASE, 0)
                    .with(Knob.KEYS, random.nextInt(3))
                    .with(Knob.CALLERS, random.nextInt(3))
                    .with(Knob.THINKING, 1 + random.nextInt(2));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.MUTE);
        }

        @Override
        int leastFaults() {
            return 5;
        }

        @Override
        int millis(Fault.Kind kind, SplittableRandom random) {
            return 8 << random.nextInt(4);
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.INVALIDATE);
        }

        @Override
        int reading(int some) {
            return 85;
        }
    },
    /** Replicas of the database, read for slots that are evicted once their floor has outlived what a sample may. */
    LAGGING_AND_EVICTED {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.lagging(setting, random).with(Knob.LAG, 1 + random.nextInt(2));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.EVICTION, Fault.Kind.EVICTION, Fault.Kind.REPLICA_STALL);
        }

        @Override
        int leastFaults() {
            return 9;
        }
    },
    /** Replicas of the database, read when the store has forgotten all floors, and who could say them again has died. */
    LAGGING_AND_RESTARTED {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.lagging(setting, random)
                    .with(Knob.REPLICAS, 1)
                    .with(Knob.LAG, 0)
                    .with(Knob.NETWORK, random.nextInt(3))
                    .with(Knob.DATABASE, 0)
                    .with(Knob.CALLERS, 1 + random.nextInt(2))
                    .with(Knob.FAILING, 0)
                    .with(Knob.HARD, 0)
                    .with(Knob.NEAR, 0)
                    .with(Knob.THINKING, random.nextInt(3));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(
                    Fault.Kind.RESTART,
                    Fault.Kind.RESTART,
                    Fault.Kind.REPLICA_STALL,
                    Fault.Kind.DEATH_AFTER_COMMIT,
                    Fault.Kind.DEATH_AFTER_COMMIT);
        }

        @Override
        int millis(Fault.Kind kind, SplittableRandom random) {
            return kind == Fault.Kind.RESTART ? 1 << random.nextInt(4) : 256;
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.INVALIDATE);
        }

        @Override
        int leastFaults() {
            return 10;
        }
    },
    /** Replicas of the database, read for slots that the store had no room to fence. */
    LAGGING_AND_FULL {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.lagging(setting, random).with(Knob.LAG, 0).with(Knob.NETWORK, 0);
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.FULL, Fault.Kind.FULL, Fault.Kind.REPLICA_STALL);
        }

        @Override
        int leastFaults() {
            return 9;
        }
    },
    /** Replicas of the database, read after loads that have failed and given up their leases. */
    LAGGING_AND_FAILING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.lagging(setting, random)
                    .with(Knob.LAG, 0)
                    .with(Knob.FAILING, 2)
                    .with(Knob.NEAR, 0)
                    .with(Knob.CALLERS, random.nextInt(2))
                    .with(Knob.NETWORK, random.nextInt(2));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.REPLICA_STALL);
        }

        @Override
        int leastFaults() {
            return 3;
        }
    },
    /** Changes that the store has no room for, and whoever made them reads. */
    PENDING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.MODE, 2)
                    .with(Knob.MEMCACHED, 0)
                    .with(Knob.REFUSE, 0)
                    .with(Knob.KEYS, random.nextInt(3))
                    .with(Knob.HARD, 0);
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.FULL, Fault.Kind.BROKEN, Fault.Kind.REFUSED);
        }

        @Override
        int leastFaults() {
            return 8;
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.of(Kind.INVALIDATE, Kind.GET_FRESH);
        }
    },
    /** Reads that those answer who follow the store's master. */
    FOLLOWING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.FOLLOWERS, 1)
                    .with(Knob.NEAR, 0)
                    .with(Knob.MEMCACHED, 0)
                    .with(Knob.MODE, random.nextInt(4) == 0 ? random.nextInt(4) : 1)
                    .with(Knob.BOUND, random.nextInt(3))
                    .with(Knob.HARD, 0)
                    .with(Knob.KEYS, random.nextInt(3));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.FOLLOWER_CUT, Fault.Kind.FOLLOWER_CUT, Fault.Kind.FAILOVER, Fault.Kind.BROKEN);
        }

        @Override
        int leastFaults() {
            return 6;
        }
    },
    /** Answers that go to one another's commands, where several are asked for at once. */
    SHIFTED {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return setting.with(Knob.KEYS, 1 + random.nextInt(3))
                    .with(Knob.MEMCACHED, 0)
                    .with(Knob.NEAR, 0);
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.SHIFTED);
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            some.add(Kind.GET_ALL);
            return some;
        }

        @Override
        int leastFaults() {
            return 6;
        }
    },
    /** Tags. */
    TAGS {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.strictly(setting, random)
                    .with(Knob.TAGGED, 1)
                    .with(Knob.KEYS, 1)
                    .with(Knob.THINKING, random.nextInt(3));
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            some.add(Kind.CHANGE_TAG);
            some.add(Kind.INVALIDATE_TAG);
            return some;
        }
    },
    /** Users who go from node to node, which have copies. */
    ROAMING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.near(setting, random)
                    .with(Knob.MODE, 2)
                    .with(Knob.ROAMING, 1)
                    .with(Knob.FEEDLESS, random.nextInt(2))
                    .with(Knob.NETWORK, random.nextInt(3))
                    .with(Knob.REPLICAS, random.nextInt(2))
                    .with(Knob.THINKING, random.nextInt(2));
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of();
        }
    },
    /** A store that comes back without its last writes. */
    FAILING_OVER {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.strictly(setting, random)
                    .with(Knob.STORE_LAG, 1)
                    .with(Knob.HARD, 0)
                    .with(Knob.MEMCACHED, 0);
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.FAILOVER);
        }

        @Override
        int leastFaults() {
            return 4;
        }
    },
    /** A store that comes back with what was changed longer ago than anybody remembers. */
    RESTORING {
        @Override
        Setting of(Setting setting, SplittableRandom random) {
            return Leaning.strictly(setting, random)
                    .with(Knob.MEMCACHED, 0)
                    .with(Knob.HARD, 0)
                    .with(Knob.NODES, 0)
                    .with(Knob.KEYS, 2 + random.nextInt(6))
                    .with(Knob.CALLERS, 0)
                    .with(Knob.LEASE, 2)
                    .with(Knob.WRITE, 2)
                    .with(Knob.LAG, 1)
                    .with(Knob.THINKING, 4); // longer than anybody remembers, in all
        }

        @Override
        List<Fault.Kind> faults(Set<Fault.Kind> some) {
            return List.of(Fault.Kind.RESTORE, Fault.Kind.RESTORE, Fault.Kind.RESTORE, Fault.Kind.FAILOVER);
        }

        @Override
        int leastFaults() {
            return 2;
        }

        @Override
        Set<Kind> kinds(Set<Kind> some) {
            return EnumSet.noneOf(Kind.class);
        }
    };

    static Focus random(SplittableRandom random) {
        Focus[] all = values();
        return random.nextInt(8) == 0 ? NONE : all[1 + random.nextInt(all.length - 1)];
    }

    /** Turns the knobs that matter. */
    Setting of(Setting setting, SplittableRandom random) {
        return setting;
    }

    /** Chooses among what callers do. */
    Set<Kind> kinds(Set<Kind> some) {
        return some;
    }

    /** Returns in how many of a hundred operations a key is simply read. */
    int reading(int some) {
        return some;
    }

    /** Chooses among how changes end. */
    Set<Ending> endings(Set<Ending> some) {
        return some;
    }

    /** Returns how much goes wrong at least. */
    int leastFaults() {
        return 0;
    }

    /** Returns for how long something goes wrong, where that means anything. */
    int millis(Fault.Kind kind, SplittableRandom random) {
        return 1 << random.nextInt(11);
    }

    /** Chooses among what can go wrong. */
    List<Fault.Kind> faults(Set<Fault.Kind> some) {
        return List.copyOf(some);
    }
}
