package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Returns how many have been called that were known, or not. */
    private static long scripts(RedisServer server) {
        Matcher found = SCRIPTS.matcher(Objects.requireNonNull(server.command("INFO", "commandstats")));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
