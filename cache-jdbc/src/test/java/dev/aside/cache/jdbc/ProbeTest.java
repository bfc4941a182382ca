package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualExecutor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How soon it is known what has become of a node, on a clock that a test moves. */
@Timeout(30)
final class ProbeTest extends OpenedTest {

    private final FakeNode first = fake.node("db-1", EndpointRole.WRITER).at(1_000);
    private final FakeNode second = fake.node("db-2", EndpointRole.READER).at(1_000);
    private final FakeNode third = fake.node("db-3", EndpointRole.READER).at(1_000);

    private EndpointDataSource opened(EndpointDataSource.Builder builder) {
        return closing(fake.open(builder));
    }

    private EndpointDataSource opened() {
        return opened(fake.builder());
    }

    private static List<String> read(EndpointDataSource database) {
        return Shop.readers(database);
    }

    /** Who hangs is found out by the clock, and within a second where nodes are asked five times in one. */
    @Test
    void aNodeThatIsSilent_isGone_halfASecondAndHalfAnIntervalAfterItWasAsked() {
        ManualExecutor answers = new ManualExecutor();
        EndpointDataSource database =
                opened(fake.builder().probeInterval(Duration.ofMillis(200)).runtime(fake.time.runtime(answers)));
        answers.runAll();
        assertThat(read(database)).containsExactly("db-2", "db-3");
        fake.pass(180 + 590);
        assertThat(read(database)).containsExactly("db-2", "db-3");
        fake.pass(50);
        assertThat(read(database)).isEmpty();
        assertThat(database.toString()).contains("db-3 has not answered for 600 ms");
    }

    @Test
    void aReaderThatFallsBehind_isLeftWithinOneProbe_andReturnedToWhenItHasCaughtUp() {
        EndpointDataSource database = opened();
        fake.pass(5_000);
        long far = 1_000 + (2L << 20);
        first.at(far);
        third.at(far);
        fake.pass(560);
        assertThat(read(database)).doesNotContain("db-2");
        second.at(far);
        fake.pass(1_200);
        assertThat(read(database)).containsExactly("db-2", "db-3");
    }

    @Test
    void aNodeThatJoins_isReadFromWithinTwoProbes() {
        EndpointDataSource database = opened();
        fake.node("db-4", EndpointRole.READER).at(1_000);
        fake.pass(10_000);
        List<DatabaseNode> four = List.of(
                DatabaseNode.of(first.url()),
                DatabaseNode.of(second.url()),
                DatabaseNode.of(third.url()),
                DatabaseNode.of("jdbc:postgresql://db-4/shop"));
        database.nodes(four);
        fake.pass(1_000);
        assertThat(read(database)).containsExactly("db-2", "db-3", "db-4");
    }

    @Test
    void whereNobodySaysWhoConnects_thatIsSaidAtOnce_withoutWhatMayBeSecret() {
        EndpointDataSource database = opened(fake.builder().credentials(() -> {
            throw new IllegalStateException("secret");
        }));
        assertThat(database.toString())
                .contains("db-1 is not connected to, as the provider of credentials has failed")
                .doesNotContain("secret");
        assertThatThrownBy(() -> FakeDatabase.send(database))
                .isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("the provider of credentials has failed")
                .hasMessageNotContaining("secret");
    }

    /** What the node said last would hold for as long as that goes on. */
    @Test
    void aDriverThatFailsInAWayOfItsOwn_isANodeThatIsNotReached() {
        EndpointDataSource database = opened();
        first.hasABug(new IllegalStateException("a bug of the driver"));
        fake.pass(600);
        assertThat(database.topology().writer()).isNull();
        assertThat(database.toString()).contains("db-1 is not reached");
    }

    /** That the one before took long says nothing of this one. */
    @Test
    void aFailoverSoonAfterALongOne_isLookedForAsOften() {
        EndpointDataSource database = opened();
        first.refuses();
        fake.pass(360_000);
        first.isWell();
        fake.pass(5_000);
        assertThat(database.topology().writer()).isEqualTo("db-1");
        first.refuses();
        fake.pass(600);
        assertThat(database.topology().writer()).isNull();
        int before = second.questions.get();
        fake.pass(1_000);
        assertThat(second.questions.get() - before).isBetween(9, 12);
    }
}
