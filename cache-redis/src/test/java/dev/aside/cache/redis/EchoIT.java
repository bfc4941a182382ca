package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Near copies live by what is pushed, so they end where nothing is pushed, whoever answers. Holds G3. */
@Timeout(60)
final class EchoIT {

    private static final Duration BOUND = Duration.ofMillis(400);

    private final RedisServer server = RedisServer.start();
    private final FaultProxy way = FaultProxy.resp(server.address());
    private final AtomicInteger source = new AtomicInteger();
    private final Aside aside = aside(way.host(), way.port());
    private final Aside other = aside(server.host(), server.port());
    private final Cache<Integer, Integer> cache = cache(aside);
    private final Logged logged = new Logged(Echo.class.getName(), Level.WARNING);

    private static Aside aside(String host, int port) {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + host + ":" + port))
                .build();
    }

    private Cache<Integer, Integer> cache(Aside aside) {
        return aside.cache("numbers", Integer.class, Integer.class)
                .load(key -> source.get())
                .consistency(Consistency.bounded(BOUND))
                .expireAfterWrite(Duration.ofHours(1))
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    @AfterEach
    void close() {
        logged.close();
        aside.close();
        other.close();
        way.close();
        server.close();
    }

    private boolean isNear(int key) {
        long before = cache.stats().nearHits();
        Integer unused = cache.get(key);
        return cache.stats().nearHits() > before;
    }

    private boolean isNear() {
        return isNear(1);
    }

    private void awaitNear(boolean near) {
        RealTime.await(near ? "near" : "not near", TestNode.PATIENCE, () -> isNear() == near);
    }

    @Test
    void aWayThatLetsAnswersPassAndNoPushesEndsTheNearTierWithinTheBound() {
        awaitNear(true);
        way.dropPushes(true);
        source.set(7);
        assertThat(cache(other).invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        RealTime.await("the new value", BOUND.multipliedBy(5), () -> Objects.equals(cache.get(1), 7));
        RealTime.await(
                "told", TestNode.PATIENCE, () -> logged.warnings().findAny().isPresent());
        assertThat(logged.warnings())
                .containsExactly("redis " + way.host() + ":" + way.port()
                        + ": no near copies until changes are told: what is changed is not pushed to who has read it");
        long end = System.nanoTime() + BOUND.multipliedBy(3).toNanos();
        while (System.nanoTime() < end) {
            assertThat(isNear()).isFalse();
        }
        way.heal();
        awaitNear(true);
    }

    @Test
    void whatWasReadWhilePushesWereLostIsForgottenBeforeTheyCountAgain() {
        awaitNear(true);
        way.dropPushes(true);
        // What is lost between two calls that are heard is not noticed: the near tier may rest for a slow machine
        // alone.
        RealTime.await(
                "a call is missed",
                TestNode.PATIENCE,
                () -> logged.warnings().findAny().isPresent());
        awaitNear(false);
        source.set(7);
        Cache<Integer, Integer> another = cache(other);
        assertThat(another.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        RealTime.await("read", TestNode.PATIENCE, () -> Objects.equals(cache.get(1), 7));
        source.set(8);
        assertThat(another.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        way.heal();
        RealTime.await("another key is near", TestNode.PATIENCE, () -> isNear(2));
        assertThat(cache.get(1)).isEqualTo(8);
    }

    @Test
    void theSecondConnectionIsMadeAgain_andTheFirstIsNotEndedForIt() {
        awaitNear(true);
        long before = way.connections();
        assertThat(server.command("CLIENT", "KILL", "ID", whoHasChanged())).isEqualTo("1");
        RealTime.await("made again", TestNode.PATIENCE, () -> way.connections() > before);
        RealTime.await("heard again", TestNode.PATIENCE, () -> !whoHasChanged().isEmpty());
        awaitNear(true);
        assertThat(way.connections()).isEqualTo(before + 1);
        assertThat(logged.warnings()).isEmpty();
    }

    /** Returns the connection of whose last command an echo has come. */
    private String whoHasChanged() {
        String clients = String.valueOf(server.command("CLIENT", "LIST"));
        return clients.lines()
                .filter(line -> line.contains(" cmd=getex ") || line.contains(" cmd=set "))
                .map(line -> line.substring("id=".length(), line.indexOf(' ')))
                .findFirst()
                .orElse("");
    }

    @Test
    void aServerWithoutRoomIsAProofAllTheSame() {
        awaitNear(true);
        server.command("CONFIG", "SET", "maxmemory", "1");
        long end = System.nanoTime() + BOUND.multipliedBy(3).toNanos();
        while (System.nanoTime() < end) {
            Integer unused = cache.get(1);
        }
        awaitNear(true); // which it is again only if it is still proven
        server.command("CONFIG", "SET", "maxmemory", "0");
    }
}
