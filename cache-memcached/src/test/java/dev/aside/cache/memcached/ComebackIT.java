package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Comeback;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether a node that comes back may hold what was changed longer ago than anybody remembers. */
@Timeout(60)
final class ComebackIT {

    private static final Duration MEMORY = Duration.ofSeconds(1);

    private final MemcachedServer server = MemcachedServer.start();
    private final FaultProxy way = FaultProxy.bytes(server.address());
    private final TestNode node = new TestNode(MemcachedBackend.of(way.host() + ":" + way.port()), MEMORY).connected();

    @AfterEach
    void close() {
        node.close();
        way.close();
        server.close();
    }

    private void away(Duration time) {
        way.refuse(true);
        way.resetAll();
        RealTime.pass(time);
        way.refuse(false);
    }

    private boolean isOlder() {
        RealTime.await("told", TestNode.PATIENCE, () -> !node.comebacks.isEmpty());
        return node.comebacks.stream().anyMatch(Comeback::isOlder);
    }

    /** Longer than a server that was just started would say that it has run. */
    private static void grown() {
        RealTime.pass(Duration.ofSeconds(Server.AHEAD + 1));
    }

    @Test
    void oneThatWasCutOffForAMomentIsNotOlder() {
        grown();
        way.resetAll();
        assertThat(isOlder()).isFalse();
    }

    @Test
    void oneThatWasCutOffForLongerThanChangesAreRememberedMayBe() {
        grown();
        away(MEMORY.multipliedBy(2));
        assertThat(isOlder()).isTrue();
    }

    @Test
    void oneThatWasStartedMeanwhileIsNot() {
        server.kill();
        away(MEMORY.multipliedBy(2));
        server.startAgain();
        assertThat(isOlder()).isFalse();
    }

    /** Its name leads to another server, which has run all along. */
    @Test
    void anotherInItsPlaceMayBe() {
        try (MemcachedServer other = MemcachedServer.start()) {
            grown();
            way.to(other.address());
            way.resetAll();
            assertThat(isOlder()).isTrue();
        }
    }
}
