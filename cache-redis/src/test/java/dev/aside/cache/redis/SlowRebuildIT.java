package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rebuild is patient, also where an operation is not. */
@Timeout(60)
final class SlowRebuildIT {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    @Test
    void rebuildIsDoneAndToldOf_byAServerThatIsSlowerThanAnOperationMayBe() {
        try (RedisServer server = RedisServer.start();
                FaultProxy proxy = FaultProxy.resp(server.address());
                Aside aside = Aside.builder()
                        .backend(RedisBackend.of("redis://" + proxy.host() + ":" + proxy.port()))
                        .build()) {
            Leaderboard board =
                    aside.leaderboard("arcade").operationTimeout(PATIENCE).build();
            RealTime.await("connected", TestNode.PATIENCE, () -> isSubmitted(board, Score.of("ada", 5)));
            proxy.toClient().delay(PATIENCE.multipliedBy(5));
            try (Rebuild rebuild = board.rebuild()) {
                rebuild.add(Score.of("bob", 7).at(Instant.now()));
                Rebuild.Report report = rebuild.finish();
                assertThat(report.before()).isEqualTo(BoardChecksum.EMPTY.plus("ada", 5, 0));
                assertThat(report.after()).isEqualTo(BoardChecksum.EMPTY.plus("bob", 7, 0));
            }
            assertThatThrownBy(board::checksum).isInstanceOf(CacheUnavailableException.class);
        }
    }

    private static boolean isSubmitted(Leaderboard board, Score score) {
        try {
            board.submit(score);
            return true;
        } catch (CacheUnavailableException e) {
            return false;
        }
    }
}
