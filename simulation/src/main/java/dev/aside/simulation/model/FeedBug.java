package dev.aside.simulation.model;

/** The rule of the feed with one mistake. */
public enum FeedBug implements FeedRule {
    /** Copies outlive the connection by which they were read. */
    NO_FLUSH_ON_A_LOST_CONNECTION {
        @Override
        public boolean tellsLoss() {
            return false;
        }
    },
    /** A proof passes by the pushes, or comes though they do not. */
    PROOF_BEFORE_PUSHES {
        @Override
        public boolean provesByPushes() {
            return false;
        }
    },
    /** A proof counts from when it came. */
    PROOF_COUNTED_FROM_RECEIPT {
        @Override
        public long countsFrom(long sentNanos, long receivedNanos) {
            return receivedNanos;
        }
    },
    /** A change is acknowledged before the others can hear of it. */
    ACKNOWLEDGED_BEFORE_IT_IS_SAID {
        @Override
        public boolean awaitsAcceptance() {
            return false;
        }
    },
    /** A read does not register, or does so by another connection than the one that is listened to. */
    NEAR_FILL_WITHOUT_REGISTRATION {
        @Override
        public boolean registers() {
            return false;
        }
    }
}
