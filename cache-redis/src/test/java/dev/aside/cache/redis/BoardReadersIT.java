package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages come from a server that follows; what is asked of members, and whatever changes something, does not. */
@Timeout(60)
final class BoardReadersIT {

    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=([0-9]+)");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pagesAreAskedOfTheReader(boolean old) {
        RedisServer.Builder builder = RedisServer.builder();
        try (Site site = Site.withReader(old ? builder.version62().start() : builder.start());
                BoardNode node = new BoardNode(site.backends().get(), BoardNode.allTime(ScoreRule.BEST)).connected()) {
            RedisServer reader = site.server().replicas().get(0);
            node.execute(List.of(node.step(Score.of("a", 1)), node.step(Score.of("b", 2))));
            RealTime.await("asked", TestNode.PATIENCE, () -> node.all().size() == 2 && scripts(reader) > 1);
            long before = scripts(reader);
            long atWriter = scripts(site.server());
            assertThat(node.all()).containsExactly("b 2", "a 1");
            BoardStep behind = new BoardStep.Behind(node.window(), new BoardRecord(2, 0, 0, null), "", 5);
            assertThat(node.execute(behind)).isInstanceOf(BoardReply.Listed.class);
            assertThat(scripts(reader) - before).isEqualTo(2);
            assertThat(scripts(site.server())).isEqualTo(atWriter);

            node.execute(new BoardStep.Find(node.window(), List.of("a")));
            node.execute(new BoardStep.Around(node.window(), "a", 1));
            node.submit(Score.of("a", 3));
            assertThat(scripts(reader) - before).isEqualTo(2);
            assertThat(scripts(site.server()) - atWriter).isEqualTo(3);
            RealTime.await("replicated", TestNode.PATIENCE, () -> node.all().equals(List.of("a 3", "b 2")));
        }
    }

    /** It is compared with what the database has: a reader that is behind would have it be another. */
    @Test
    void checksumIsThatOfTheWriter() {
        try (Site site = Site.withReader(RedisServer.start());
                Aside aside = Aside.builder().backend(site.backends().get()).build()) {
            RedisServer reader = site.server().replicas().get(0);
            Leaderboard board =
                    aside.leaderboard("arcade").topAge(Duration.ZERO).build();
            RealTime.await("submitted", TestNode.PATIENCE, () -> isApplied(board));
            RealTime.await("asked", TestNode.PATIENCE, () -> board.count() == 1 && scripts(reader) > 1);
            long before = scripts(reader);
            try (Rebuild rebuild = board.rebuild()) {
                rebuild.add(Score.of("b", 2).at(Instant.now().minusSeconds(60)));
                assertThat(rebuild.finish().after()).isEqualTo(BoardChecksum.EMPTY.plus("b", 2, 0));
            }
            assertThat(scripts(reader)).isEqualTo(before);
        }
    }

    private static boolean isApplied(Leaderboard board) {
        try {
            board.submit(Score.of("a", 1));
            return true;
        } catch (CacheUnavailableException e) {
            return false;
        }
    }

    /** Returns how many have been called that were known, or not. */
    private static long scripts(RedisServer server) {
        Matcher found = SCRIPTS.matcher(Objects.requireNonNull(server.command("INFO", "commandstats")));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
