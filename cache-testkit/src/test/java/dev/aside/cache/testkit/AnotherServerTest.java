package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SlotKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told, and when, of a server that comes back as another. Holds G8. */
final class AnotherServerTest {

    private static final SlotKey KEY = Fleet.key("k");

    private enum Return {
        RESTART(InMemoryServer::restart),
        FAILOVER(InMemoryServer::failover);

        @SuppressWarnings("ImmutableEnumChecker") // a reference that captures nothing
        final Consumer<InMemoryServer> of;

        Return(Consumer<InMemoryServer> of) {
            this.of = of;
        }
    }

    private final Fleet fleet = new Fleet();
    private final Fleet.Node one = fleet.node(1);
    private final Fleet.Node two = fleet.node(2);
    private final List<String> told = new ArrayList<>();

    private void listen() {
        one.store.onAnother(back -> told.add("one"));
        two.store.onAnother(back -> told.add("two"));
    }

    /** Starts the call, and returns when it has ended or waits for something. */
    private static <T> FutureTask<T> started(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        return task;
    }

    @ParameterizedTest
    @EnumSource(Return.class)
    void nobodyHasAnAnswerOfTheNewLifeBeforeTheLastNodeIsTold(Return back) throws Exception {
        AtomicBoolean twoIsTold = new AtomicBoolean();
        List<FutureTask<Boolean>> answers = new ArrayList<>();
        one.store.onAnother(how -> answers.add(started(() -> {
            assertThat(two.read(KEY).slot()).isNull();
            return twoIsTold.get();
        })));
        two.store.onAnother(how -> twoIsTold.set(true));
        back.of.accept(fleet.server);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNodeThatIsCutOffIsToldWhenItIsBack_andOnce() {
        listen();
        one.backend.unavailable(true);
        fleet.server.restart();
        fleet.server.restart();
        assertThat(told).containsExactly("two", "two");
        one.backend.unavailable(false);
        assertThat(told).containsExactly("two", "two", "one");
        one.backend.unavailable(true);
        one.backend.unavailable(false);
        assertThat(told).as("the same server as before").hasSize(3);
    }

    @Test
    void aConnectionThatBreaksIsNoOtherServer() {
        listen();
        one.backend.dropConnection();
        assertThat(told).isEmpty();
    }

    @Test
    void aClosedStoreIsNotTold() {
        listen();
        one.store.close();
        fleet.server.restart();
        assertThat(told).containsExactly("two");
    }
}
