package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.EndpointRole;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When what was read counts no more; on a server that a test scripts. */
@Timeout(30)
final class NotificationsTest {

    private final FakeDatabase fake = new FakeDatabase();
    private final FakeNode writer = fake.node("db-1", EndpointRole.WRITER);
    private final FakeNode promoted = fake.node("db-2", EndpointRole.READER);
    private final NodePool pool = fake.pool(writer);
    private final NodePool other = fake.pool(promoted);
    private final Cluster cluster = new Cluster(fake.options(), new Samples(), fake.time);
    private final List<String> events = new ArrayList<>();
    private final Listeners listeners = new Listeners();
    private final Herald herald =
            new Herald(new Announcements("aside"), new WriterLine(cluster, Runnable::run), fake.time.runtime());
    private final Hearers hearers = new Hearers(herald, () -> 1L);
    private final List<Turn> turns = new ArrayList<>();
    private boolean isFull;
    private final Notifications notifications = new Notifications(
            "aside",
            (connection, channel) -> {
                events.add("listen");
                return new Script();
            },
            new WriterLine(cluster, Runnable::run),
            listeners,
            hearers,
            herald,
            fake.time.runtime(this::execute));

    private void execute(Runnable task) {
        if (isFull) {
            throw new RejectedExecutionException("there is no thread left");
        }
        task.run();
    }

    /** What happens while it is listened. */
    private interface Turn {
        void happens() throws SQLException;
    }

    /** After all that was to happen it is closed. */
    private final class Script implements Ears {
        @Override
        public List<String> await(Duration atMost) throws SQLException {
            if (turns.isEmpty()) {
                notifications.close();
            } else {
                turns.remove(0).happens();
            }
            return List.of();
        }

        @Override
        public List<String> ask() {
            return List.of();
        }
    }

    private final class Noting implements ChangeFeed.Hearer {
        @Override
        public void changed(List<ChangeRecord> changes) {
            events.add("changed");
        }

        @Override
        public void lost() {
            events.add("lost");
        }

        @Override
        public void asked() {
            events.add("asked");
        }

        @Override
        public void proven() {
            events.add("proven");
        }
    }

    private final class Telling implements ChangeListener {
        @Override
        public CompletionStage<ChangeOutcome> changed(List<ChangeRecord> changes) {
            return told("left");
        }

        @Override
        public CompletionStage<ChangeOutcome> keyChanged(String text) {
            return told("key");
        }

        @Override
        public CompletionStage<ChangeOutcome> tagChanged(String tag) {
            return told("tag");
        }

        @Override
        public CompletionStage<ChangeOutcome> allChanged() {
            return told("all");
        }

        private CompletionStage<ChangeOutcome> told(String what) {
            events.add(what);
            return CompletableFuture.completedFuture(ChangeOutcome.APPLIED);
        }
    }

    /** What was read while nobody listened counts no more once somebody does, and not before: it may be on its way still. */
    @Test
    void whatWasReadBeforeItListens_countsNoMore_onceItDoes() {
        start(() -> {
            throw new SQLException("the connection is gone", "08006");
        });
        assertThat(events).containsExactly("listen", "lost", "lost");
        fake.pass(200);
        assertThat(events.subList(3, 6)).containsExactly("listen", "lost", "all");
    }

    @Test
    void whereAnotherServerTakesWrites_itIsListenedThere() throws SQLException {
        start(() -> {
            cluster.saw(pool, writer.is(EndpointRole.READER).ask(fake.time));
            cluster.saw(other, promoted.is(EndpointRole.WRITER).ask(fake.time));
        });
        assertThat(events).containsExactly("listen", "lost", "lost");
        fake.pass(200);
        assertThat(events.subList(3, 6)).containsExactly("listen", "lost", "all");
        assertThat(promoted.connects).hasPositiveValue();
    }

    /** It may just have been busy, or this process: what has been heard all the while still counts. */
    @Test
    void whileTheServerIsLateWithAnAnswer_itIsListenedOn() {
        start(() -> {
            cluster.failed(pool, "has not answered", Silence.LATE, fake.time.nanos());
            turns.add(() -> events.add("listens on"));
        });
        assertThat(cluster.routes().writer()).isNull();
        assertThat(events).containsExactly("listen", "lost", "listens on", "lost");
    }

    @Test
    void whereNoThreadIsFree_itIsListenedLater() {
        isFull = true;
        start(() -> {});
        assertThat(events).isEmpty();
        isFull = false;
        fake.pass(200);
        assertThat(events).startsWith("listen");
    }

    private void start(Turn first) {
        hearers.join("names", new Noting(), Duration.ofMillis(250));
        listeners.onChange("names", new Telling());
        cluster.change(List.of(pool, other), List.of());
        try {
            cluster.saw(pool, writer.ask(fake.time));
            cluster.saw(other, promoted.ask(fake.time));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        turns.add(first);
        notifications.start();
    }
}
