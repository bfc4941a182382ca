package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.net.PasswordAuthentication;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that want to know who comes. Whoever is not let in is told so. */
@Timeout(60)
final class AccessIT {

    /** What an attempt to connect may take, and what a busy machine adds. */
    private static final Duration BOUND = Means.CONNECT.multipliedBy(5);

    private final Logged logged = new Logged("dev.aside", "net.spy.memcached");
    private @Nullable MemcachedServer server;
    private @Nullable TestNode node;

    @AfterEach
    void close() {
        if (node != null) {
            node.close();
        }
        if (server != null) {
            server.close();
        }
        logged.close();
        assertThat(logged.text()).doesNotContain(Site.PASSWORD, "second");
    }

    private MemcachedServer start(MemcachedServer.Builder builder) {
        MemcachedServer started = builder.start();
        server = started;
        return started;
    }

    private static MemcachedServer.Builder sasl() {
        return MemcachedServer.builder().sasl(Site.USER, Site.PASSWORD);
    }

    private static MemcachedServer.Builder file() {
        return MemcachedServer.builder().authFile(Site.USER, Site.PASSWORD);
    }

    private TestNode node(MemcachedBackend backend) {
        TestNode made = new TestNode(backend);
        node = made;
        return made;
    }

    private static MemcachedBackend stranger(MemcachedServer at) {
        return MemcachedBackend.of(Site.address(at));
    }

    private static MemcachedBackend bySasl(MemcachedServer at, Supplier<PasswordAuthentication> who) {
        return MemcachedBackend.builder()
                .node(Site.address(at))
                .sasl(who)
                .plaintextPassword()
                .build();
    }

    private static MemcachedBackend byFile(MemcachedServer at, Supplier<PasswordAuthentication> who) {
        return MemcachedBackend.builder()
                .node(Site.address(at))
                .authFile(who)
                .plaintextPassword()
                .build();
    }

    private static void isUsed(TestNode by) {
        by.connected().put(TestNode.key("key " + System.nanoTime()), "value");
    }

    /** A busy machine may have run into the limit for an attempt first. */
    private void isRefused(TestNode by, String why) {
        long start = System.nanoTime();
        assertThat(refusal(by)).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
        RealTime.await("said: " + why, TestNode.PATIENCE, () -> refusal(by).contains(why));
        assertThat(logged.warnings()).anyMatch(line -> line.contains(why));
    }

    private static String refusal(TestNode by) {
        StepReply reply = by.execute(TestNode.read(TestNode.key("k")));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        StepReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
        return ((StepReply.Failed) reply).reason();
    }

    @Test
    void whoLogsInBySaslIsLetIn() {
        isUsed(node(bySasl(start(sasl()), Site.login(Site.USER, Site.PASSWORD))));
    }

    @Test
    void aWrongPasswordBySaslIsRefused() {
        isRefused(node(bySasl(start(sasl()), Site.login(Site.USER, "wrong"))), "refuses the user or the password");
    }

    /** It says nothing at all to who speaks the protocol of lines. */
    @Test
    void aStrangerToAServerWithSaslIsToldSoWithinASecond() {
        isRefused(node(stranger(start(sasl()))), "no answer in time; perhaps it wants sasl(…), or tls()");
    }

    @Test
    void whoIsInTheFileIsLetIn() {
        isUsed(node(byFile(start(file()), Site.login(Site.USER, Site.PASSWORD))));
    }

    @Test
    void whoIsNotInTheFileIsRefused() {
        isRefused(node(byFile(start(file()), Site.login(Site.USER, "wrong"))), "refuses the user or the password");
    }

    @Test
    void aStrangerToAServerWithAFileIsRefused() {
        isRefused(node(stranger(start(file()))), "or wants a user and a password");
    }

    @Test
    void aPasswordBySaslIsAskedForAnewByEveryConnection() {
        String[] password = {Site.PASSWORD};
        MemcachedServer at = start(sasl());
        isUsedAfterAChange(
                at, node(bySasl(at, () -> Site.login(Site.USER, password[0]).get())), password);
    }

    @Test
    void aPasswordForTheFileIsAskedForAnewByEveryConnection() {
        String[] password = {Site.PASSWORD};
        MemcachedServer at = start(file());
        isUsedAfterAChange(
                at, node(byFile(at, () -> Site.login(Site.USER, password[0]).get())), password);
    }

    private static void isUsedAfterAChange(MemcachedServer at, TestNode by, String[] password) {
        isUsed(by);
        at.changePassword("second");
        isUsed(by);
        password[0] = "second";
        at.restart();
        isUsed(by);
    }

    @Test
    void aSourceOfPasswordsThatFailsIsAFailedAttempt() {
        isRefused(
                node(bySasl(start(sasl()), () -> {
                    throw new IllegalStateException(Site.PASSWORD);
                })),
                IllegalStateException.class.getName());
    }
}
