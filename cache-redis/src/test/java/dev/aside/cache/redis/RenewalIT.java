package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is made anew while there is one. */
@Timeout(60)
final class RenewalIT {

    private static final Duration LONG = Duration.ofHours(1);
    private static final String HISTORY = "history";
    private static final byte[] PING = Resp.command(Resp.ascii("PING"));

    private final RedisServer server = RedisServer.start();
    private final RedisServer other = RedisServer.start();
    private final FaultProxy name = FaultProxy.resp(server.address());
    private final RealTime time = new RealTime();
    private final Node node = new Node(
            new Link(Aim.at(RedisURI.create(name.host(), name.port())), null, null),
            Duty.READ,
            new Unanswered(1_000, 1_000_000),
            () -> Timing.LONGEST_BEAT,
            time.runtime());

    @AfterEach
    void close() {
        node.close();
        time.close();
        name.close();
        other.close();
        server.close();
    }

    private Wire opened() {
        node.open();
        RealTime.await("connected", TestNode.PATIENCE, () -> node.wire() != null);
        return Objects.requireNonNull(node.wire());
    }

    private Wire renewedTo(RedisServer target) {
        Wire old = node.wire();
        name.to(target.address());
        node.renew();
        RealTime.await("renewed", TestNode.PATIENCE, () -> {
            assertThat(node.wireFor(1)).as("there is always one").isNotNull();
            return node.wire() != old;
        });
        return Objects.requireNonNull(node.wire());
    }

    @Test
    void leadsToWhereTheNameLeadsNow_andWhatWasSentByTheOldOneIsAnswered() {
        Wire old = opened();
        Wire fresh = renewedTo(other);
        assertThat(fresh.server().runId()).isNotEqualTo(old.server().runId());
        assertThat(old.isLeft()).as("who has just taken it may still send").isFalse();
        server.pause();
        CompletableFuture<String> late = old.ask(PING);
        server.resume();
        assertThat(late).succeedsWithin(TestNode.PATIENCE);
        RealTime.await("the old one has ended", TestNode.PATIENCE, () -> name.openConnections() == 1);
        assertThat(node.wire()).isSameAs(fresh);
        assertThat(fresh.ask(PING)).succeedsWithin(TestNode.PATIENCE);
    }

    @Test
    void changesNothing_ifItFails() {
        Wire old = opened();
        name.refuse(true);
        node.renew();
        RealTime.pass(Duration.ofMillis(300));
        assertThat(node.wire()).isSameAs(old);
        assertThat(node.isDown()).isFalse();
        assertThat(old.ask(PING)).succeedsWithin(TestNode.PATIENCE);
    }

    @Test
    void oldServerThatIsSilent_isNotWaitedForLong() {
        Wire old = opened();
        renewedTo(other);
        server.pause();
        RealTime.await("the old one has ended", TestNode.PATIENCE, old::isLeft);
    }

    @Test
    void serverThatTheNameLeadsToNow_isNotProvenByWhatTheOneBeforeHad() {
        Readers readers = new Readers(time.runtime());
        Heart.Watcher reader = readers.add(node);
        Wire old = opened();
        stands(readers, 5);
        reader.stands(old, now(), has(5));
        assertThat(readers.choose(LONG, 1)).isSameAs(old);
        Wire fresh = renewedTo(other);
        assertThat(readers.choose(LONG, 1)).as("it has said nothing yet").isNull();
        reader.stands(fresh, now(), has(4));
        assertThat(readers.choose(LONG, 1)).as("it is behind").isNull();
        stands(readers, 6);
        reader.stands(fresh, now(), has(6));
        assertThat(readers.choose(LONG, 1)).isSameAs(fresh);
    }

    /** The writer says how far it is. */
    private void stands(Readers readers, long offset) {
        readers.sampled(now(), new Replication(true, HISTORY, offset, "", -1, true));
    }

    private static Replication has(long offset) {
        return new Replication(false, HISTORY, offset, "", -1, true);
    }

    private long now() {
        return time.runtime().ticker().nanos();
    }
}
