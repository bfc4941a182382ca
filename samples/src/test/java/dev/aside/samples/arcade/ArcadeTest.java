package dev.aside.samples.arcade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.testkit.ManualTime;
import dev.aside.samples.arcade.View.Place;
import dev.aside.samples.arcade.View.Result;
import dev.aside.samples.arcade.View.Row;
import dev.aside.samples.arcade.View.Turn;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The arcade without its page, on a clock that is moved. */
final class ArcadeTest {

    /** Longer than a season takes what was under way, and an end is looked for. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** A season begins with it. */
    private final ManualTime time = new ManualTime();

    private final Aside aside = Aside.builder().runtime(time.runtime()).build();
    private final Arcade arcade = new Arcade(aside, time.wallClock());

    @AfterEach
    void close() {
        arcade.close();
        aside.close();
    }

    /** Longer than the board takes to tell, and much shorter than a season. */
    private Feed.State told() {
        time.advance(Duration.ofSeconds(1));
        return Objects.requireNonNull(arcade.feed().next(-1, Duration.ZERO));
    }

    @Test
    void whatIsSubmittedIsToldToThosePagesThatAreOpen() {
        assertThat(told().top().rows()).isEmpty();
        arcade.board().submit("Ada", 120);
        arcade.board().submit("Grace", 340);
        assertThat(told().top().rows()).extracting(Row::player).containsExactly("Grace", "Ada");
    }

    @Test
    void aRoundTellsWhereItHasBroughtItsPlayer_inEachPeriod() {
        for (int other = 0; other < 20; other++) {
            arcade.board().submit("other" + other, 10_000 + other);
        }
        Round round = new Round(new Random(7));
        while (!round.isOver()) {
            boolean unused = round.guess(true);
        }
        Result result = arcade.submit("Ada", round, "one");
        assertThat(result.places()).extracting(Place::period).containsExactly("This season", "Today", "All time");
        assertThat(result.places()).allSatisfy(place -> {
            assertThat(place.rank()).isEqualTo(21);
            assertThat(place.total()).isEqualTo(21);
            assertThat(place.isBest()).isTrue();
            assertThat(place.before()).isNull();
        });
        assertThat(result.around()).extracting(Row::player).containsExactly("other1", "other0", "Ada");
        assertThat(arcade.submit("Ada", round, "one")).as("the same once more").isEqualTo(result);
    }

    @Test
    void aSeasonThatHasEndedHasAWinner_whoIsCrownedOnce() {
        arcade.board().submit("Grace", 340);
        arcade.board().submit("Ada", 120);
        Feed.State after = afterASeason();
        assertThat(after.top().rows()).as("of the next season").isEmpty();
        assertThat(Objects.requireNonNull(after.podium()).rows())
                .extracting(Row::player)
                .containsExactly("Grace", "Ada");
        assertThat(after.champions().rows()).singleElement().satisfies(row -> {
            assertThat(row.player()).isEqualTo("Grace");
            assertThat(row.score()).isEqualTo(1);
        });

        arcade.board().submit("Grace", 1);
        Feed.State later = afterASeason();
        assertThat(later.champions().rows()).extracting(Row::score).containsExactly(2L);
        Standing ever =
                Objects.requireNonNull(arcade.board().ranking(Arcade.EVER).standing("Grace"));
        assertThat(ever.score()).isEqualTo(340);
    }

    private Feed.State afterASeason() {
        time.advance(Duration.ofMinutes(3));
        time.advance(GRACE);
        return told();
    }

    @Test
    void aRoundThatWasUnderWayWhenTheSeasonEndedWinsIt() {
        arcade.board().submit("Ada", 120);
        time.advance(Duration.ofMinutes(3));
        assertThat(Objects.requireNonNull(told().podium()).rows())
                .extracting(Row::player)
                .containsExactly("Ada");
        arcade.board()
                .submit(Score.of("Grace", 340).at(time.wallClock().instant().minusSeconds(2)));
        time.advance(GRACE);
        assertThat(Objects.requireNonNull(told().podium()).rows())
                .extracting(Row::player)
                .containsExactly("Grace", "Ada");
        assertThat(told().champions().rows()).extracting(Row::player).containsExactly("Grace");
    }

    @Test
    void aRoundThatIsNotKnownIsNotPlayed() {
        assertThat(new Game(arcade, new Random(7)).guess("none", true)).isNull();
    }

    @Test
    void aRoundThatIsOverIsAnsweredOnceMore_andCountsOnce() {
        Game game = new Game(arcade, new Random(7));
        Turn turn = game.begin("Ada");
        while (turn.left() > 0) {
            turn = Objects.requireNonNull(game.guess(turn.round(), true));
        }
        Turn again = Objects.requireNonNull(game.guess(turn.round(), true));
        assertThat(again.result()).isEqualTo(turn.result()).isNotNull();
        assertThat(again.points()).isEqualTo(turn.points());
        assertThat(arcade.board().stats().repeated()).isOne();
    }

    @Test
    void theCrowdPlays() {
        try (Crowd crowd = new Crowd(arcade, 1)) {
            for (int round = 0; round < 100; round++) {
                crowd.playOne();
            }
        }
        assertThat(arcade.board().count()).isGreaterThan(20);
    }
}
