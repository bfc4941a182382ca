package dev.aside.samples.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.RedisServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redis fails over while people play: what the replica did not have is missing on the board, and a rebuild brings it back. */
@Timeout(120)
final class BoardFailoverIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    private final PostgresServer postgres =
            PostgresServer.builder().config("max_connections", "20").start();
    private final Matches matches = new Matches(postgres);
    private final RedisServer writer =
            RedisServer.builder().config("databases", "1").start();
    private final FaultProxy replication = FaultProxy.bytes(writer.address());
    private final RedisServer replica = writer.startReplica(replication.host(), replication.port());

    @AfterEach
    void close() {
        replication.close();
        writer.close();
        postgres.close();
    }

    @Test
    void whatTheReplicaDidNotHaveIsMissing_untilTheBoardIsMadeAnew() throws Exception {
        try (Aside aside = aside()) {
            Leaderboard board =
                    aside.leaderboard("arcade").operationTimeout(SECOND).build();
            Crowd crowd = new Crowd(matches, board, 0, Long.MAX_VALUE); // each match has a player of its own
            try (crowd) {
                crowd.play(500);
                Set<Match> before = crowd.acknowledged();
                replica.awaitReplay(writer);
                replication.toClient().blackHole(true);
                crowd.play(500);
                failOver();
                crowd.play(100); // one of them may have been acknowledged before
                Set<Match> during = crowd.acknowledged();
                crowd.play(500);
                assertThat(missing(crowd.acknowledged(), board))
                        .hasSizeGreaterThanOrEqualTo(500 - 4)
                        .isSubsetOf(during)
                        .doesNotContainAnyElementsOf(before);
                rebuild(board);
                assertThat(missing(crowd.acknowledged(), board)).isEmpty();
            }
            rebuild(board); // there may be some that were not acknowledged
            assertThat(missing(crowd.acknowledged(), board)).isEmpty();
            assertThat(board.checksum()).isEqualTo(matches.checksum("max"));
        }
    }

    /** Neither what it had added is on the new writer, nor what was submitted meanwhile and is not in what it reads. */
    @Test
    void rebuildWhoseServerIsLost_isBegunAgain() throws Exception {
        matches.fill(1_000);
        try (Aside aside = aside();
                Connection connection = matches.connect()) {
            Leaderboard board =
                    aside.leaderboard("arcade").operationTimeout(SECOND).build();
            Match late = new Match(1_001, "late", 5, Instant.now());
            try (Rebuild rebuild = board.rebuild()) {
                List<Match> read = new ArrayList<>();
                matches.read("true", read::add);
                read.subList(0, 500).forEach(match -> rebuild.add(match.score()));
                replica.awaitReplay(writer);
                replication.toClient().blackHole(true);
                Matches.write(connection, late);
                board.submit(late.score());
                failOver();
                RealTime.await("another writer", FAILOVER, () -> isSubmitted(board, read.get(0)));
                assertThatThrownBy(() -> {
                            read.subList(500, 1_000).forEach(match -> rebuild.add(match.score()));
                            rebuild.finish();
                        })
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("it has to be begun again");
            }
            rebuild(board);
            assertThat(board.checksum()).isEqualTo(matches.checksum("max"));
        }
    }

    private static boolean isSubmitted(Leaderboard board, Match match) {
        try {
            board.submit(match.score());
            return true;
        } catch (CacheUnavailableException e) {
            return false;
        }
    }

    private Aside aside() {
        return Aside.builder()
                .backend(RedisBackend.builder()
                        .node("redis://" + writer.host() + ":" + writer.port())
                        .node("redis://" + replica.host() + ":" + replica.port())
                        .build())
                .build();
    }

    private void failOver() {
        writer.kill();
        replica.command("REPLICAOF", "NO", "ONE");
    }

    private Rebuild.Report rebuild(Leaderboard board) throws SQLException {
        try (Rebuild rebuild = board.rebuild()) {
            matches.read("true", match -> rebuild.add(match.score()));
            return rebuild.finish();
        }
    }

    /** Those whose players are not on the board. */
    private static Set<Match> missing(Set<Match> all, Leaderboard board) {
        Set<Match> missing = new HashSet<>();
        List<Match> some = new ArrayList<>(all);
        for (int from = 0; from < some.size(); from += Leaderboard.MAXIMUM_PAGE) {
            List<Match> page = some.subList(from, Math.min(some.size(), from + Leaderboard.MAXIMUM_PAGE));
            Set<String> there =
                    board.standings(page.stream().map(Match::player).toList()).keySet();
            page.stream().filter(match -> !there.contains(match.player())).forEach(missing::add);
        }
        return missing;
    }
}
