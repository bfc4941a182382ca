package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.EndpointRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data source that is closed while somebody waits, on a clock that stands still: no time-out ends that. */
@Timeout(30)
final class ClosingTest extends OpenedTest {

    private final FakeNode node = fake.node("db-1", EndpointRole.WRITER);
    private final EndpointDataSource database = closing(fake.open(fake.builder().poolSize(1)));

    private final FutureTask<Boolean> caller = new FutureTask<>(() -> {
        FakeDatabase.send(database);
        return true;
    });

    private void startCaller() {
        new Thread(caller).start();
    }

    private int waiting() {
        return database.topology().nodes().get(0).waiting();
    }

    private void assertToldThatItIsClosed() {
        assertThatThrownBy(() -> caller.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(SQLException.class)
                .hasMessage("the data source is closed")
                .hasFieldOrPropertyWithValue("SQLState", "08003");
    }

    @Test
    void whoWaitsForAConnection_isTold() throws Exception {
        try (Connection only = database.getConnection();
                Statement statement = only.createStatement()) {
            statement.execute("select 1");
            startCaller();
            Shop.await(() -> waiting() == 1, database);
            database.close();
            assertToldThatItIsClosed();
        }
    }

    @Test
    void whoWaitsAtTheGate_isTold() throws Exception {
        assertThat(database.gate().hold(Duration.ZERO)).isTrue();
        Thread waiting = new Thread(caller);
        waiting.start();
        Shop.await(() -> waiting.getState() == Thread.State.TIMED_WAITING, database);
        database.close();
        assertToldThatItIsClosed();
    }

    /** Its pool does not take it any more, and leaves it open. */
    @Test
    void aConnectionThatIsBeingMade_isEndedToo() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        node.whileConnecting(() -> {
            connecting.countDown();
            Shop.await(() -> closed.getCount() == 0, "the end");
        });
        startCaller();
        assertThat(connecting.await(10, TimeUnit.SECONDS)).isTrue();
        database.close();
        int before = node.made.get();
        closed.countDown();
        Shop.await(() -> node.made.get() > before && node.open.get() == 0, "an end of all connections");
    }
}
