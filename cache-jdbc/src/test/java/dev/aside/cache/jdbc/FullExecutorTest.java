package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualExecutor;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application's executor that has no thread left for a while: what it refuses is done later, and not given up. */
@Timeout(30)
final class FullExecutorTest extends OpenedTest {

    private final FakeNode first = fake.node("db-1", EndpointRole.WRITER);
    private final FakeNode second = fake.node("db-2", EndpointRole.READER);
    private final AtomicBoolean isFull = new AtomicBoolean();

    private final Executor executor = task -> {
        if (isFull.get()) {
            throw new RejectedExecutionException("there is no thread left");
        }
        task.run();
    };

    private EndpointDataSource.Builder builder() {
        return fake.builder().runtime(fake.time.runtime(executor));
    }

    @Test
    void aNodeThatCouldNotBeAsked_isAskedLater() {
        EndpointDataSource database = closing(fake.open(builder()));
        isFull.set(true);
        fake.pass(2_000);
        isFull.set(false);
        first.is(EndpointRole.READER);
        second.promoted();
        fake.pass(1_200);
        assertThat(database.topology().writer()).isEqualTo("db-2");
    }

    @Test
    void aNameThatCouldNotBeResolved_isResolvedLater() throws Exception {
        fake.node("10.0.0.1", EndpointRole.WRITER);
        fake.node("10.0.0.2", EndpointRole.WRITER);
        AtomicReference<InetAddress> address = new AtomicReference<>(InetAddress.getByName("10.0.0.1"));
        EndpointDataSource database =
                open(builder().writer("jdbc:postgresql://db/shop").resolver(host -> List.of(address.get())));
        isFull.set(true);
        fake.pass(10_000);
        isFull.set(false);
        address.set(InetAddress.getByName("10.0.0.2"));
        fake.pass(6_000);
        assertThat(nodes(database)).containsExactly("db@10.0.0.1", "db@10.0.0.2");
    }

    @Test
    void aNodeThatHasLeft_isEndedAllTheSame() throws Exception {
        EndpointDataSource database = closing(fake.open(builder()));
        try (Connection lent = database.getConnection();
                Statement statement = lent.createStatement()) {
            statement.execute("select 1");
            second.promoted();
            database.nodes(List.of(DatabaseNode.of(second.url())));
            isFull.set(true);
            fake.pass(31_000);
            assertThat(first.open).as("after the time for draining").hasValue(0);
        }
    }

    /** Each look borrows a connection; the table says nothing here. */
    @Test
    void anOutboxThatCouldNotBeLookedAt_isLookedAtLater() {
        EndpointDataSource database = closing(fake.open(builder().outbox("aside_outbox", Duration.ofSeconds(1))));
        database.onChange("teas", new NoChanges());
        isFull.set(true);
        fake.pass(3_000);
        isFull.set(false);
        long before = database.stats().writerBorrows();
        fake.pass(3_000);
        assertThat(database.stats().writerBorrows()).isGreaterThan(before);
    }

    private static final class NoChanges implements ChangeListener {
        private static final CompletionStage<ChangeOutcome> DONE =
                CompletableFuture.completedFuture(ChangeOutcome.APPLIED);

        @Override
        public CompletionStage<ChangeOutcome> changed(List<ChangeRecord> changes) {
            return DONE;
        }

        @Override
        public CompletionStage<ChangeOutcome> keyChanged(String text) {
            return DONE;
        }

        @Override
        public CompletionStage<ChangeOutcome> tagChanged(String tag) {
            return DONE;
        }

        @Override
        public CompletionStage<ChangeOutcome> allChanged() {
            return DONE;
        }
    }

    /** It may have a thread for each, and more and more of them would wait for one another. */
    @Test
    void aResolverThatHangs_isWaitedForByOne() throws Exception {
        fake.node("10.0.0.1", EndpointRole.WRITER);
        InetAddress address = InetAddress.getByName("10.0.0.1");
        ManualExecutor waiting = new ManualExecutor();
        EndpointDataSource database = open(fake.builder()
                .runtime(fake.time.runtime(waiting))
                .writer("jdbc:postgresql://db/shop")
                .resolver(host -> List.of(address)));
        waiting.runAll();
        assertThat(nodes(database)).containsExactly("db@10.0.0.1");
        fake.pass(60_000);
        assertThat(waiting.size())
                .as("one who asks the node, and one who resolves")
                .isEqualTo(2);
    }
}
