package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data source that leaves its nodes alone while nobody wants anything, on a clock that a test moves. */
@Timeout(30)
final class IdleTest extends OpenedTest {

    private final List<FakeNode> nodes =
            List.of(fake.node("db-1", EndpointRole.WRITER), fake.node("db-2", EndpointRole.READER));

    @Test
    void whoComesWhileItFallsAsleep_isServed_andItStaysAwake() throws Exception {
        EndpointDataSource database = closing(fake.open(fake.builder().idleAfter(Duration.ofSeconds(1))));
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            FakeDatabase.send(database);
            return true;
        });
        Thread caller = new Thread(task);
        nodes.forEach(node -> node.whileClosing(() -> comes(caller)));
        fake.pass(1_100);
        assertThat(caller.getState()).as("it has fallen asleep").isNotEqualTo(Thread.State.NEW);
        assertThat(task.get(10, TimeUnit.SECONDS)).isTrue();
        for (FakeNode node : nodes) {
            int questions = node.questions.get();
            fake.pass(300);
            assertThat(node.questions).hasValueGreaterThan(questions);
        }
    }

    /** The connection of a probe is just being closed. */
    private static void comes(Thread caller) {
        if (caller.getState() == Thread.State.NEW) {
            caller.start();
            Shop.await(() -> caller.getState() == Thread.State.WAITING || !caller.isAlive(), caller);
        }
    }

    /** Their answers to what they were asked before are of when nobody looked. */
    @Test
    void whatIsHeardWhileItIsAsleep_isNotKnownWhenItIsWoken() throws Exception {
        ManualExecutor answers = new ManualExecutor();
        EndpointDataSource database = closing(
                fake.open(fake.builder().idleAfter(Duration.ofSeconds(1)).runtime(fake.time.runtime(answers))));
        answers.runAll();
        fake.pass(1_010);
        nodes.forEach(FakeNode::refuses);
        answers.runAll();
        nodes.forEach(FakeNode::isWell);
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            FakeDatabase.send(database);
            return true;
        });
        new Thread(task).start();
        Shop.await(() -> answers.size() == nodes.size(), "all are asked again");
        answers.runAll();
        assertThat(task.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
