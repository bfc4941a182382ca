package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.MemcachedServer;
import dev.aside.cache.testkit.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers have lost is seen by the next who reads, and stays so until the board is built anew. */
@Timeout(60)
final class BoardLossIT {

    private static final String NAME = "board";

    private final Site site = Site.of(3);
    private final Map<String, Long> scores = new HashMap<>();
    private final BoardNode node = open();

    BoardLossIT() {
        IntStream.range(0, 20).forEach(i -> {
            node.submit("m" + i, i);
            scores.put("m" + i, (long) i);
        });
        assertThat(node.state()).isEqualTo(Page.State.COMPLETE);
    }

    @AfterEach
    void close() {
        node.close();
        site.close();
    }

    private BoardNode open() {
        return new BoardNode(site.backend(), NAME, BoardNode.definition(ScoreRule.BEST)).connected();
    }

    /** Whoever reads sees it, who has been there before and who comes new; submissions do not hide it; a rebuild heals it. */
    private void isLostUntilRebuilt() {
        assertThat(node.state()).isEqualTo(Page.State.INCOMPLETE);
        assertThat(node.find(List.of("m1")).state()).isEqualTo(Page.State.INCOMPLETE);
        node.submit("new", 500);
        scores.put("new", 500L);
        assertThat(node.state()).isEqualTo(Page.State.INCOMPLETE);
        try (BoardNode other = open()) {
            assertThat(other.state()).isEqualTo(Page.State.INCOMPLETE);
            node.rebuild(7, scores);
            assertThat(node.state()).isEqualTo(Page.State.COMPLETE);
            assertThat(other.state()).isEqualTo(Page.State.COMPLETE);
            assertThat(other.scores(100)).isEqualTo(scores);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nodeThatWasKilled(int which) {
        MemcachedServer server = site.servers().get(which);
        server.kill();
        RealTime.await("known to be down", TestNode.PATIENCE, () -> {
            BoardReply reply = node.answer(new BoardStep.Top(BoardNode.ALL, 10, -1));
            return reply instanceof BoardReply.Failed
                    || (reply instanceof BoardReply.Listed listed && listed.state() == Page.State.INCOMPLETE);
        });
        server.startAgain();
        node.connected();
        isLostUntilRebuilt();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nodeThatWasEmptied(int which) throws IOException {
        ask(site.servers().get(which), "flush_all");
        isLostUntilRebuilt();
    }

    @Test
    void allNodesThatWereEmptied() throws IOException {
        for (MemcachedServer server : site.servers()) {
            ask(server, "flush_all");
        }
        isLostUntilRebuilt();
    }

    /** Whoever has never seen the board takes it for new, and begins it; whoever has seen it says what has happened. */
    @Test
    void allNodesThatWereEmptied_andSomebodyBeganAnew() throws IOException {
        for (MemcachedServer server : site.servers()) {
            ask(server, "flush_all");
        }
        try (BoardNode other = open()) {
            other.submit("other", 3);
            scores.put("other", 3L);
            assertThat(node.state()).isEqualTo(Page.State.INCOMPLETE);
            node.submit("m1", 1);
            assertThat(other.state()).as("told by who knew").isEqualTo(Page.State.INCOMPLETE);
        }
        isLostUntilRebuilt();
    }

    @Test
    void sheetThatWasForgotten() throws IOException {
        forget("t");
        isLostUntilRebuilt();
    }

    @Test
    void charterThatWasForgotten() throws IOException {
        forget("m");
        isLostUntilRebuilt();
    }

    @Test
    void charterThatWasForgotten_seenByWhoComesNew() throws IOException {
        forget("m");
        try (BoardNode other = open()) {
            assertThat(other.state()).isEqualTo(Page.State.INCOMPLETE);
        }
    }

    @Test
    void sheetThatWasDamaged() throws IOException {
        for (MemcachedServer server : site.servers()) {
            for (String name : names(server, "t")) {
                ask(server, "set " + name + " 0 0 3\r\nabc");
            }
        }
        isLostUntilRebuilt();
    }

    @Test
    void whatIsBuilt_losesSomething_andIsNotWholeThen() throws IOException {
        node.done(new BoardStep.Build(5, true, 60_000));
        node.answer(new BoardStep.Submit(Score.of("m1", 1), List.of(BoardNode.ALL), 5));
        ask(site.servers().get(1), "flush_all");
        node.done(new BoardStep.EndBuild(5, true, List.of(BoardNode.ALL)));
        assertThat(node.state()).isEqualTo(Page.State.INCOMPLETE);
    }

    /** The page has what the member's own card has lost. */
    @Test
    void cardThatWasForgotten_ofAMemberOnThePage() throws IOException {
        forget("r");
        assertThat(node.find(List.of("m7")).places())
                .singleElement()
                .satisfies(place -> assertThat(place.standing().score()).isEqualTo(7));
        assertThat(node.submit("m7", 3).effect()).isEqualTo(Effect.UNCHANGED);
        assertThat(node.submit("m7", 300).effect()).isEqualTo(Effect.CHANGED);
        assertThat(node.top(1).total()).isEqualTo(20);
        assertThat(node.top(1).standings())
                .singleElement()
                .satisfies(standing -> assertThat(standing.member()).isEqualTo("m7"));
    }

    @Test
    void windowThatNobodyHasSubmittedTo_isNotLost() {
        try (RealTime time = new RealTime();
                MemcachedBackend backend = site.backend()) {
            BoardSpec spec = new BoardSpec("untouched", BoardNode.definition(ScoreRule.BEST), 1);
            Site.await(backend, time.runtime());
            try (BoardNode fresh = new BoardNode(site.backend(), spec.boardName(), spec.definition())) {
                assertThat(fresh.connected().state()).isEqualTo(Page.State.COMPLETE);
                fresh.ban("somebody");
                assertThat(fresh.state()).as("it is recorded, and empty").isEqualTo(Page.State.COMPLETE);
            }
        }
    }

    private void forget(String letter) throws IOException {
        int forgotten = 0;
        for (MemcachedServer server : site.servers()) {
            for (String name : names(server, letter)) {
                ask(server, "delete " + name);
                forgotten++;
            }
        }
        assertThat(forgotten).isPositive();
    }

    private static List<String> keys(TestServer server) {
        try {
            return ask(server, "lru_crawler metadump all");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(TestServer server, String letter) {
        List<String> all = new ArrayList<>();
        RealTime.await("the crawler is not busy", TestNode.PATIENCE, () -> all.addAll(keys(server)));
        return all.stream()
                .map(line -> line.substring("key=".length(), line.indexOf(' ')))
                .map(name -> URLDecoder.decode(name, StandardCharsets.ISO_8859_1))
                .filter(name -> name.startsWith(NAME + ":b" + letter))
                .toList();
    }

    /** Asks a server behind the board's back. Returns all lines of the answer. */
    private static List<String> ask(TestServer server, String line) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port());
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            List<String> lines = new ArrayList<>();
            for (String next = in.readLine(); next != null && next.startsWith("key="); next = in.readLine()) {
                lines.add(next);
            }
            return lines;
        }
    }
}
