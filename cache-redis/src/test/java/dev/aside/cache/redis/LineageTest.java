package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which servers that come in another's place may hold what is old. Holds G8. */
final class LineageTest {

    private static final Duration MEMORY = Duration.ofSeconds(20);
    private static final long BEGIN = Duration.ofDays(3).toNanos();

    private final Lineage lineage = new Lineage();
    private final ServerInfo master = server("run one", "history one", "", -2);

    private static ServerInfo server(String runId, String history, String former, long formerOffset) {
        return new ServerInfo(runId, 7, 0, new Replication(true, history, 100, former, formerOffset, true), false);
    }

    private static long at(int second) {
        return BEGIN + Duration.ofSeconds(second).toNanos();
    }

    /** The master has come so far, at that second. */
    private void stood(int second, long offset) {
        lineage.stands(at(second), new Replication(true, "history one", offset, "", -2, true));
    }

    private boolean mayBeOlder(int second, ServerInfo next) {
        lineage.meets(master, next.replication());
        assertThat(lineage.comeback(at(second), master, next, MEMORY))
                .as("told alike to every store")
                .isEqualTo(lineage.comeback(at(second), master, next, MEMORY));
        return lineage.comeback(at(second), master, next, MEMORY).isOlder();
    }

    @Test
    void promotedReplica_thatHadHeardItsMasterLately_isYoung() {
        stood(0, 100);
        stood(9, 190);
        stood(10, 200);
        assertThat(mayBeOlder(11, server("run two", "history two", "history one", 195)))
                .isFalse();
    }

    @Test
    void promotedReplica_isAsYoung_thoughTheFailoverTookLong() {
        stood(9, 190);
        stood(10, 200);
        assertThat(mayBeOlder(600, server("run two", "history two", "history one", 195)))
                .isFalse();
        assertThat(lineage.comeback(at(600), master, server("run two", "two", "", -2), MEMORY)
                        .heardNanos())
                .isEqualTo(at(10));
    }

    @Test
    void promotedReplica_thatWasCutOffForLong_mayBeOlder() {
        stood(0, 100);
        stood(1, 110);
        stood(12, 200);
        assertThat(mayBeOlder(13, server("run two", "history two", "history one", 110)))
                .isTrue();
    }

    @Test
    void dump_mayBeOlder_whetherOrNotItKnowsWhoseItIs() {
        stood(0, 100);
        stood(12, 200);
        assertThat(mayBeOlder(13, server("run two", "history two", "", -2))).isTrue();
        assertThat(mayBeOlder(13, server("run two", "history two", "history one", 99)))
                .isTrue();
        assertThat(mayBeOlder(13, server("run two", "history two", "history of another", 10_000)))
                .isTrue();
    }

    @Test
    void masterThatWasStoppedInGoodOrder_hasAll() {
        stood(12, 200);
        assertThat(mayBeOlder(13, server("run two", "history two", "history one", 200)))
                .isFalse();
    }

    @Test
    void masterThatBeginsAHistory_hasAll_unlessNobodyHasSeenItForLong() {
        stood(12, 200);
        assertThat(mayBeOlder(13, server("run one", "history two", "", -2))).isFalse();
        assertThat(mayBeOlder(23, server("run one", "history two", "", -2))).isTrue();
        assertThat(mayBeOlder(13, server("run one", "history three", "history two", 10_000)))
                .as("it was a replica of somebody in between")
                .isTrue();
    }

    @Test
    void emptyServer_holdsNothingOld() {
        stood(12, 200);
        ServerInfo fresh = server("run two", "history two", "", -2);
        assertThat(mayBeOlder(13, fresh.holding("# Keyspace\r\n"))).isFalse();
        assertThat(mayBeOlder(13, fresh.holding("# Keyspace\r\ndb0:keys=1,expires=1,avg_ttl=0\r\n")))
                .isTrue();
    }

    @Test
    void life_isTheSameForAllWhoMeetIt() {
        ServerInfo one = server("run two", "history two", "", -2);
        ServerInfo other = server("run two", "history two", "history one", 5);
        assertThat(one.life()).isEqualTo(other.life()).isNotZero();
        assertThat(server("run three", "history two", "", -2).life()).isNotEqualTo(one.life());
        assertThat(server("run two", "history three", "", -2).life()).isNotEqualTo(one.life());
    }
}
