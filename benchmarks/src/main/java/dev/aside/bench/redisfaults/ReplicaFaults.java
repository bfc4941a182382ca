package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Fault;
import dev.aside.bench.faults.Moments;
import java.time.Duration;

/** What happens between a writer and its replica. */
final class ReplicaFaults {
    private ReplicaFaults() {}

    /** The replica takes over and has everything; the name leads to the old writer until it is mended. */
    static final class Handover implements Fault<RedisPlace> {
        @Override
        public void strike(RedisPlace place) {
            RedisServerFaults.tell(place.writer(), "FAILOVER");
            RedisPlace.await(place.replica(), "replication", "role:master");
        }

        @Override
        public void mend(RedisPlace place) {
            place.leadToReplica();
        }
    }

    /** The writer acknowledges changes that its replica does not hear of, and is killed; the replica takes over. */
    static final class LossyFailover implements Fault<RedisPlace> {
        private static final Duration LOST = Duration.ofMillis(500);

        @Override
        public void strike(RedisPlace place) {
            place.link().toClient().blackHole(true);
            Moments.pass(LOST);
            place.writer().kill();
        }

        @Override
        public void mend(RedisPlace place) {
            RedisServerFaults.tell(place.replica(), "REPLICAOF", "NO", "ONE");
            place.leadToReplica();
        }
    }

    /** The replica is cut off, answers as before, and hears nothing. */
    static final class CutOff implements Fault<RedisPlace> {
        @Override
        public void strike(RedisPlace place) {
            place.link().toClient().blackHole(true);
            place.link().toServer().blackHole(true);
        }

        @Override
        public void mend(RedisPlace place) {
            place.link().heal();
        }
    }

    /** The replica hears everything late. */
    static final class Behind implements Fault<RedisPlace> {
        private final Duration by;

        Behind(Duration by) {
            this.by = by;
        }

        @Override
        public void strike(RedisPlace place) {
            place.link().toClient().delay(by);
        }

        @Override
        public void mend(RedisPlace place) {
            place.link().heal();
        }
    }
}
