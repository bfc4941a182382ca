package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boards that are larger than a page, and what memcached does not do, on three nodes. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BoardsIT {

    private static final int SMALL = 40_000;

    private final Site site = Site.of(3);

    @AfterAll
    void stop() {
        site.close();
    }

    /** One whose items are so small that few are kept in order. */
    private BoardNode small(String name, RankStyle style) {
        MemcachedBackend.Builder builder = MemcachedBackend.builder().maximumValueBytes(SMALL);
        IntStream.range(0, 3)
                .forEach(i ->
                        builder.node("node-" + i, Site.address(site.servers().get(i))));
        return new BoardNode(builder.build(), name, BoardNode.definition(ScoreRule.BEST, style, 0)).connected();
    }

    private BoardNode node(String name, ScoreRule rule) {
        return new BoardNode(site.backend(), name, BoardNode.definition(rule)).connected();
    }

    /** 2,000 members, of whom fourteen can be read in order; each of them is asked for. */
    @ParameterizedTest
    @EnumSource(names = "MODIFIED", mode = EnumSource.Mode.EXCLUDE)
    void ranksBehindThePage_areWithinTheirError_andThoseOnItExact(RankStyle style) {
        try (BoardNode node = small("crowd-" + style, style)) {
            int longest =
                    node.backend.find(LeaderboardBackend.class).orElseThrow().longestTop();
            assertThat(longest).isEqualTo(14);
            TreeMap<Long, String> order = new TreeMap<>((one, other) -> Long.compare(other, one));
            List<BoardStep> steps = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                long score = 1_000L + i * 7_919L % 50_000;
                order.put(score, "m" + i);
                steps.add(BoardNode.step(Score.of("m" + i, score)));
            }
            assertThat(node.answers(BoardNode.PATIENCE, steps)).allMatch(BoardReply.Submitted.class::isInstance);
            List<String> members = List.copyOf(order.values());
            BoardReply.Listed top = node.top(longest);
            assertThat(top.standings()).extracting(Standing::member).isEqualTo(members.subList(0, longest));
            assertThat(top.total()).isEqualTo(2_000);
            assertThat(top.state()).isEqualTo(Page.State.COMPLETE);
            assertWithinError(node, members.subList(0, 1_000), 0, longest);
            assertWithinError(node, members.subList(1_000, 2_000), 1_000, longest);
        }
    }

    private static void assertWithinError(BoardNode node, List<String> members, int before, int longest) {
        List<BoardReply.Place> places = node.find(members).places().stream()
                .map(Objects::requireNonNull)
                .toList();
        for (int i = 0; i < places.size(); i++) {
            BoardReply.Place place = places.get(i);
            long error = place.standing().rankError();
            assertThat(place.standing().rank()).isBetween(before + i + 1 - error, before + i + 1 + error);
            assertThat(place.better()).isBetween(before + i - place.error(), before + i + place.error());
            if (before + i < longest) {
                assertThat(error + place.error()).isZero();
            }
            assertThat(place.error()).as("half a bucket").isLessThan(25);
        }
    }

    @Test
    void whatThePageHasLost_isSaidToBeMissing_andWhatIsLeftIsRight() {
        try (BoardNode node = small("shrinking", RankStyle.ORDINAL)) {
            IntStream.range(0, 30).forEach(i -> node.submit("m" + i, 100 + i));
            assertThat(node.top(14).state()).isEqualTo(Page.State.COMPLETE);
            IntStream.range(20, 30)
                    .forEach(i -> node.done(new BoardStep.Remove("m" + i, false, List.of(BoardNode.ALL))));
            BoardReply.Listed top = node.top(14);
            assertThat(top.state()).isEqualTo(Page.State.INCOMPLETE);
            assertThat(top.total()).isEqualTo(20);
            assertThat(top.standings()).extracting(Standing::member).startsWith("m19", "m18", "m17");
            assertThat(node.top(top.standings().size()).state()).isEqualTo(Page.State.COMPLETE);
        }
    }

    @Test
    void pageGoesOnBehindAPlace_asFarAsItIsKnown() {
        try (BoardNode node = small("behind", RankStyle.ORDINAL)) {
            IntStream.range(0, 40).forEach(i -> node.submit("m" + i, 100 + i));
            BoardRecord place = new BoardRecord(137, 0, 0, null);
            BoardReply.Listed next =
                    (BoardReply.Listed) node.answer(new BoardStep.Behind(BoardNode.ALL, place, "m37", 3));
            assertThat(next.standings()).extracting(Standing::member).containsExactly("m36", "m35", "m34");
            assertThat(next.standings()).extracting(Standing::rank).containsExactly(4L, 5L, 6L);
            BoardRecord far = new BoardRecord(101, 0, 0, null);
            refused(node, new BoardStep.Behind(BoardNode.ALL, far, "m1", 3));
        }
    }

    /** Those with the same score have the same rank, so it is not the rank that ends a walk. */
    @Test
    void walkAmongEquals_endsWithTheBestThatAreTold_andNobodyIsCalledMissing() {
        try (BoardNode node = small("equals", RankStyle.STANDARD)) {
            IntStream.range(10, 50).forEach(i -> node.submit("m" + i, 7));
            int longest =
                    node.backend.find(LeaderboardBackend.class).orElseThrow().longestTop();
            BoardRecord place = new BoardRecord(7, 0, 0, null);
            for (int behind = longest - 2; behind <= longest; behind++) {
                BoardReply.Listed next = (BoardReply.Listed)
                        node.answer(new BoardStep.Behind(BoardNode.ALL, place, "m" + (9 + behind), 5));
                assertThat(next.standings()).hasSize(longest - behind);
                assertThat(next.state()).isEqualTo(Page.State.COMPLETE);
            }
        }
    }

    @Test
    void whatMemcachedCannotDo_isRefused() {
        try (BoardNode node = node("refusing", ScoreRule.BEST)) {
            LeaderboardBackend backend =
                    node.backend.find(LeaderboardBackend.class).orElseThrow();
            assertThat(backend.abilities()).isEmpty();
            assertThat(backend.styles()).doesNotContain(RankStyle.MODIFIED).hasSize(3);
            assertThat(backend.longestTop()).isEqualTo(200);
            refused(node, new BoardStep.Around(BoardNode.ALL, "ada", 1));
            refused(node, new BoardStep.TakeEnded(1, 1_000));
            refused(node, new BoardStep.Told(BoardNode.ALL));
            refused(node, BoardNode.step(Score.of("ada", 1).neighbours(1)));
            try (RealTime time = new RealTime()) {
                BoardSpec cut = new BoardSpec("cut", BoardNode.definition(ScoreRule.BEST, RankStyle.ORDINAL, 251), 1);
                assertThatThrownBy(() -> backend.open(cut, time.runtime()))
                        .isInstanceOf(CacheConfigurationException.class)
                        .hasMessageContainingAll("cut", "250", "251");
                BoardSpec style = new BoardSpec("s", BoardNode.definition(ScoreRule.BEST, RankStyle.MODIFIED, 0), 1);
                assertThatThrownBy(() -> backend.open(style, time.runtime()))
                        .isInstanceOf(CacheConfigurationException.class);
            }
        }
    }

    private static void refused(BoardNode node, BoardStep step) {
        assertThat(node.answer(step))
                .isInstanceOfSatisfying(
                        BoardReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
    }

    @Test
    void boardOfAnotherDefinition_isRefusedByAllSteps() {
        try (BoardNode one = node("recorded", ScoreRule.BEST);
                BoardNode other = node("recorded", ScoreRule.SUM)) {
            assertThat(other.top(1).standings()).as("nothing is recorded yet").isEmpty();
            one.submit("ada", 1);
            List<BoardStep> steps = List.of(
                    BoardNode.step(Score.of("ada", 1)),
                    new BoardStep.Top(BoardNode.ALL, 1, -1),
                    new BoardStep.Find(BoardNode.ALL, List.of("ada")),
                    new BoardStep.Remove("ada", true, List.of(BoardNode.ALL)),
                    new BoardStep.Unban("ada"),
                    new BoardStep.Build(1, true, 1_000),
                    new BoardStep.EndBuild(1, true, List.of()));
            assertThat(other.answers(BoardNode.PATIENCE, steps))
                    .containsOnly(new BoardReply.Mismatch(
                            BoardNode.definition(ScoreRule.BEST).text()));
            assertThat(one.scores(10)).isEqualTo(Map.of("ada", 1L));
        }
    }

    @Test
    void boardThatIsCut_forgetsWhoIsCutOff() {
        MemcachedBackend backend = site.backend();
        try (BoardNode node =
                new BoardNode(backend, "bounded", BoardNode.definition(ScoreRule.BEST, RankStyle.ORDINAL, 3))) {
            node.connected();
            for (int i = 0; i < 5; i++) {
                assertThat(node.submit("m" + i, 100 + i).effect()).isEqualTo(Effect.ADDED);
            }
            PeriodResult cut = node.submit("m0", 90);
            assertThat(cut.effect()).isEqualTo(Effect.BELOW_CUT);
            assertThat(cut.standing()).isNull();
            assertThat(cut.total()).isEqualTo(3);
            assertThat(node.find(List.of("m0", "m4")).places()).first().isNull();
            assertThat(node.submit("m0", 103).effect()).as("new again").isEqualTo(Effect.ADDED);
            assertThat(node.scores(10).keySet()).containsExactlyInAnyOrder("m0", "m3", "m4");
        }
    }

    @Test
    void stepsAfterTheEnd_areNotApplied() {
        BoardNode node = node("closed", ScoreRule.BEST);
        node.submit("ada", 1);
        node.store.close();
        refused(node, BoardNode.step(Score.of("ada", 2)));
        refused(node, new BoardStep.Top(BoardNode.ALL, 1, -1));
        node.close();
    }
}
