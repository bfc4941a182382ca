package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;

/** Rule 3 with one mistake. */
public enum ReplicaBug implements ReplicaRule {
    /** A slot without a floor is taken for one that nobody has changed. */
    NO_SAMPLE {
        @Override
        public CommitPosition need(CommitPosition floor, CommitPosition sample) {
            return floor;
        }
    },
    /** The sample is asked in place of the floor, not beside it. */
    NO_FLOOR {
        @Override
        public CommitPosition need(CommitPosition floor, CommitPosition sample) {
            return sample;
        }

        @Override
        public CommitPosition proof(CommitPosition replayed, CommitPosition floor) {
            return replayed.merge(floor);
        }
    },
    /** A floor is asked of slots that have none, by a sample, and of no other. */
    FLOOR_OF_ABSENT_ONLY {
        @Override
        public CommitPosition need(CommitPosition floor, CommitPosition sample) {
            return floor.isNone() ? sample : CommitPosition.NONE;
        }

        @Override
        public CommitPosition proof(CommitPosition replayed, CommitPosition floor) {
            return replayed.merge(floor);
        }
    },
    /** A sample counts however old it is, and whatever has happened since. */
    STALE_SAMPLE {
        @Override
        public boolean counts(Sample sample, long nowNanos, long freshNanos, long lagNanos) {
            return true;
        }
    },
    /** A sample from before a start, a new connection or an eviction counts. */
    SAMPLE_FROM_BEFORE {
        @Override
        public boolean counts(Sample sample, long nowNanos, long freshNanos, long lagNanos) {
            return nowNanos - sample.nanos() <= lagNanos;
        }
    },
    /** Any replica will do, and is taken to have proved what it must. */
    NO_PROOF {
        @Override
        public boolean serves(CommitPosition replayed, CommitPosition need) {
            return true;
        }

        @Override
        public CommitPosition proof(CommitPosition replayed, CommitPosition floor) {
            return replayed.merge(floor);
        }
    },
    /** Positions are compared the wrong way round. */
    COMPARED_BACKWARDS {
        @Override
        public boolean serves(CommitPosition replayed, CommitPosition need) {
            return need.isAtLeast(replayed);
        }

        @Override
        public CommitPosition proof(CommitPosition replayed, CommitPosition floor) {
            return replayed.merge(floor);
        }
    },
    /** Where the writer was before the load is taken for all that the load must have seen. */
    PLACE_FROM_BEFORE {
        @Override
        public CommitPosition place(CommitPosition asked, CommitPosition last) {
            return last.isUnknown() ? asked : last;
        }
    }
}
