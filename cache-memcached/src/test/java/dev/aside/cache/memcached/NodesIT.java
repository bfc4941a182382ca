package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several nodes, of which one is not there. */
@Timeout(60)
final class NodesIT {

    private static final int KEYS = 60;

    private final Site site = Site.of(3);
    private final TestNode node = new TestNode(site.backend()).connected();
    private final List<SlotKey> keys = new ArrayList<>();

    NodesIT() {
        for (int i = 0; i < KEYS; i++) {
            keys.add(TestNode.key("key " + i));
            node.put(keys.get(i), "value");
        }
    }

    @AfterEach
    void close() {
        node.close();
        site.close();
    }

    @Test
    void aNodeThatIsDownIsAFastFailureForItsSlotsOnly() {
        site.servers().get(1).kill();
        RealTime.await("known to be down", TestNode.PATIENCE, () -> count(StepReply.Failed.class) > 0);
        long start = System.nanoTime();
        long there = count(StepReply.Seen.class);
        assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds").isLessThan(500);
        assertThat(there).isBetween(KEYS / 3L, KEYS * 5L / 6);
        for (SlotKey key : keys) {
            StepReply reply = node.execute(TestNode.read(key));
            assertThat(reply instanceof StepReply.Failed || ((StepReply.Seen) reply).slot() instanceof Slot.Value)
                    .as("no slot has moved")
                    .isTrue();
        }
        site.servers().get(1).startAgain();
        node.connected();
        assertThat(count(StepReply.Seen.class)).isEqualTo(KEYS);
        assertThat(keys.stream().filter(key -> node.slot(key) != null).count())
                .as("what the others have")
                .isEqualTo(there);
    }

    @Test
    void aNodeThatCameBackIsAnotherStoreOnce_andNotInEveryAnswerThatIsOfAnotherNode() {
        long before = node.seen(keys.get(0)).epoch();
        site.servers().get(1).restart();
        RealTime.await("told of it", TestNode.PATIENCE, () -> !node.comebacks.isEmpty());
        node.connected();
        assertThat(keys.stream().map(key -> node.seen(key).epoch()).distinct())
                .as("epochs of answers, whichever node they are of")
                .singleElement()
                .isNotEqualTo(before);
    }

    private long count(Class<? extends StepReply> kind) {
        return keys.stream()
                .map(key -> node.execute(TestNode.read(key)))
                .filter(kind::isInstance)
                .count();
    }
}
