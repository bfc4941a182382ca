package dev.aside.samples.arcade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.testkit.ManualTime;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.samples.browser.Browser;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** The arcade, as somebody with a browser sees it. A season begins with each test, and time is moved while something is awaited. */
@Timeout(120)
final class ArcadeIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ManualTime time = new ManualTime();
    private final ArcadeNode node =
            ArcadeNode.start(Aside.builder().runtime(time.runtime()).build(), time.wallClock(), new Random(7));
    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser();
    }

    @AfterEach
    void close() {
        browser.close();
        node.close();
    }

    /** What the board tells four times a second it tells when time moves: little, so that no season ends of it. */
    private void await(String what, BooleanSupplier isSo) {
        RealTime.await(what, SOON, () -> {
            time.advance(Duration.ofMillis(10));
            return isSo.getAsBoolean();
        });
    }

    private void submit(String player, long score) {
        assertThat(node.arcade().board().submit(player, score).isApplied()).isTrue();
    }

    private void fill() {
        List<String> names = List.of("Alan", "Barbara", "Donald", "Edsger", "Grace", "Ken", "Leslie", "Margaret");
        for (int i = 0; i < names.size(); i++) {
            submit(names.get(i), 20L + 35L * i);
        }
    }

    @Test
    void theTopChangesWhileOneLooks_whenAnotherPlayerSubmits() throws Exception {
        browser.open(node.url());
        await("the clock runs", () -> browser.text("clock").startsWith("2:"));
        assertThat(browser.text("news")).isEqualTo("Nobody has played yet.");
        submit("Grace", 120);
        await("Grace is shown", () -> browser.text("top").equals("1 Grace 120"));
        assertThat(browser.text("news")).isEqualTo("Grace leads with 120.");
        String hostile = "<img src=x onerror=alert(1)>";
        submit(hostile, 1_300);
        await("the other is ahead", () -> browser.text("top").startsWith("1 " + hostile + " 1,300"));
        assertThat(browser.text("top")).endsWith("2 Grace 120");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoPlaysARoundFindsOneself_withTheRightRank() throws Exception {
        fill();
        browser.open(node.url());
        browser.type("player", "Ada <b>");
        browser.click("play");
        playByKeys();
        await("the round is over", () -> browser.attribute("game", "data-state").equals("over"));

        Standing ada = Objects.requireNonNull(node.arcade().board().standing("Ada <b>"));
        assertThat(browser.text("around")).contains(ada.rank() + " Ada <b>");
        assertThat(browser.text("around").lines())
                .hasSize(node.arcade().board().around("Ada <b>", 2).size());
        assertThat(browser.text("places"))
                .contains("This season " + ada.rank() + " of 9 new " + ada.score(), "Today", "All time");
        await("Ada is on top's page too", () -> browser.text("top").contains(ada.rank() + " Ada <b>"));
        browser.resize(1_100, 1_050);
        browser.picture("arcade");
        browser.prefer("dark");
        browser.picture("arcade-dark");
        browser.resize(420, 1_500);
        browser.picture("arcade-narrow");
        assertThat(browser.complaints()).isEmpty();
    }

    /** The focus is on a guess, and arrows are guesses. */
    private void playByKeys() {
        RealTime.await("the round ends", SOON, () -> {
            String state = browser.attribute("game", "data-state");
            if (state.equals("playing")) {
                browser.press(Integer.parseInt(browser.text("number")) > 50 ? Keys.ARROW_DOWN : Keys.ARROW_UP);
            }
            return state.equals("over");
        });
    }

    @Test
    void theSeasonEnds_andItsWinnerIsShown() throws Exception {
        fill();
        browser.open(node.url());
        await("the season has begun", () -> browser.text("clock").startsWith("2:5"));
        time.advance(Duration.ofMinutes(2));
        await("it is nearly over", () -> browser.text("clock").startsWith("0:"));
        assertThat(browser.text("top")).startsWith("1 Margaret 265");

        time.advance(Duration.ofMinutes(1));
        await("the next has begun", () -> browser.text("clock").startsWith("2:"));
        await("nobody is on its top", () -> browser.text("top").isEmpty());
        assertThat(browser.text("news")).isEqualTo("Nobody has played yet.");
        await("the winner is shown", () -> browser.text("podium").startsWith("Margaret\n265"));
        time.advance(Duration.ofSeconds(20)); // for rounds under way, and until somebody looks
        await("and crowned", () -> browser.text("champions").equals("Margaret\n1"));
        browser.picture("arcade-next-season");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void twoNodesOnOneServerShowTheSame() {
        try (RedisServer redis = RedisServer.start();
                ArcadeNode one = onRedis(redis);
                ArcadeNode two = onRedis(redis)) {
            browser.open(two.url());
            RealTime.await("what one node has taken, the other shows", SOON, () -> {
                one.arcade().board().submit("Grace", 120); // again in the next season, if this one ends just now
                return browser.text("top").equals("1 Grace 120");
            });
        }
    }

    private static ArcadeNode onRedis(RedisServer redis) {
        RedisBackend backend = RedisBackend.of("redis://" + redis.host() + ":" + redis.port());
        return ArcadeNode.start(Aside.builder().backend(backend).build(), InstantSource.system(), new Random(7));
    }
}
