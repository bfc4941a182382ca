package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that a cluster lists. */
@Timeout(60)
final class RosterIT {

    private static final int KEYS = 400;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FakeCluster cluster = new FakeCluster();
    private final Site site = Site.of(3);
    private final List<String> addresses =
            site.servers().stream().map(Site::address).toList();
    private final TestNode node = new TestNode(to(cluster.address()));
    private boolean isFirst = true;

    private static MemcachedBackend to(String endpoint) {
        return MemcachedBackend.builder()
                .configurationEndpoint(endpoint)
                .pause(PAUSE)
                .build();
    }

    @AfterEach
    void close() {
        node.close();
        site.close();
        cluster.close();
    }

    private static List<SlotKey> keys() {
        return IntStream.range(0, KEYS).mapToObj(i -> TestNode.key("key " + i)).toList();
    }

    private static long there(TestNode node) {
        return keys().stream()
                .filter(key -> node.execute(TestNode.read(key)) instanceof StepReply.Seen seen
                        && seen.slot() instanceof Slot.Value)
                .count();
    }

    private void fill() {
        keys().forEach(key -> node.put(key, "value"));
    }

    private void listed(long version, int... which) {
        int before = node.comebacks.size();
        cluster.lists(version, IntStream.of(which).mapToObj(addresses::get).toList());
        if (!isFirst) {
            RealTime.await("the list is known", TestNode.PATIENCE, () -> node.comebacks.size() > before);
        }
        isFirst = false;
        node.connected();
    }

    @Test
    void theFirstStepWaitsForTheList() {
        CompletableFuture<List<StepReply>> early = node.send(TestNode.PATIENCE, TestNode.read(TestNode.key("k")));
        listed(1, 0);
        assertThat(TestNode.now(early)).allMatch(StepReply.Seen.class::isInstance);
    }

    @Test
    void whereThereIsNoListNobodyWaits() {
        cluster.close();
        RealTime.await(
                "known to be down",
                TestNode.PATIENCE,
                () -> node.execute(TestNode.read(TestNode.key("k"))) instanceof StepReply.Failed failed
                        && failed.outcome() == StepReply.Outcome.NOT_APPLIED
                        && failed.reason().contains("it is not known which nodes there are"));
    }

    @Test
    void aStepThatWaitsForAListEndsAtItsDeadline() {
        assertThat(node.execute(Duration.ofMillis(100), TestNode.read(TestNode.key("k")))
                        .get(0))
                .isInstanceOfSatisfying(
                        StepReply.Failed.class,
                        failed -> assertThat(failed).isEqualTo(Failures.notApplied("no answer in time")));
    }

    @Test
    void whereThreeNodesTakeThePlaceOfOneOnlyWhatMovesIsMissed() {
        listed(1, 0);
        fill();
        listed(2, 0, 1, 2);
        Ring ring = new Ring(addresses);
        Keys names = new Keys("", "test");
        long staying =
                keys().stream().filter(key -> ring.nodeOf(names.name(key)) == 0).count();
        assertThat(there(node)).isEqualTo(staying).isPositive();
        assertThat(node.comebacks).hasSize(1).noneMatch(back -> back.isOlder());
    }

    @Test
    void aNodeThatIsBackOnTheListMayHoldWhatWasChangedSince() {
        listed(1, 0, 1);
        listed(2, 0);
        assertThat(node.comebacks).noneMatch(back -> back.isOlder());
        listed(3, 0, 1);
        assertThat(node.comebacks).hasSize(2).anyMatch(back -> back.isOlder());
    }

    @Test
    void oneInTheOthersPlaceIsUsedWithinAPause() {
        listed(1, 0);
        fill();
        site.servers().get(0).kill();
        listed(2, 1);
        assertThat(there(node)).isZero();
        fill();
        assertThat(there(node)).isEqualTo(KEYS);
    }

    @Test
    void versionsGoForwardOnly() {
        listed(5, 0);
        fill();
        for (long version : new long[] {5, 4, 0}) {
            cluster.lists(version, addresses.subList(1, 3));
            RealTime.pass(PAUSE.multipliedBy(5));
            assertThat(node.comebacks).isEmpty();
            assertThat(there(node)).isEqualTo(KEYS);
        }
    }

    @Test
    void whatIsNoListIsIgnored() {
        listed(1, 0);
        fill();
        List<String> hostile = new ArrayList<>(List.of(
                "",
                "END\r\n",
                "ERROR\r\n",
                "CONFIG cluster 0 2147483647\r\n9\n",
                "CONFIG cluster 0 -1\r\n",
                "CONFIG cluster 0\r\n",
                "VALUE k 1 3\r\nabcdef\r\nEND\r\n",
                "CONFIG ".repeat(10_000)));
        for (String payload : List.of("9\n", "9\nevil host||1\n", "9\n||1\n", "99999999999999999999\na||1\n")) {
            hostile.add("CONFIG cluster 0 " + payload.length() + "\r\n" + payload + "\r\nEND\r\n");
        }
        for (String answer : hostile) {
            cluster.saysAll(answer);
            RealTime.pass(PAUSE.multipliedBy(3));
            assertThat(node.comebacks).isEmpty();
        }
        assertThat(there(node)).isEqualTo(KEYS);
    }

    /** Any server can hold the list, and any that is on it is asked where the endpoint is gone. */
    @Test
    void anOrdinaryKeyServesAsWell() throws IOException {
        MemcachedServer first = site.servers().get(0);
        holds(first, 1, List.of(addresses.get(1)));
        try (TestNode by = new TestNode(to(Site.address(first))).connected()) {
            by.put(TestNode.key("k"), "value");
            holds(site.servers().get(1), 2, addresses.subList(1, 3));
            first.kill();
            RealTime.await("the second list is known", TestNode.PATIENCE, () -> !by.comebacks.isEmpty());
            by.connected();
        }
    }

    private static void holds(MemcachedServer server, long version, List<String> addresses) throws IOException {
        String list = FakeCluster.list(version, addresses);
        String command = "set " + Listing.KEY + " 0 0 " + list.length() + "\r\n" + list + "\r\n";
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(6))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("STORED");
        }
    }
}
