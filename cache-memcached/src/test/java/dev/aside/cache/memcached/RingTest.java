package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.util.KetamaNodeLocatorConfiguration;
import org.junit.jupiter.api.Test;

final class RingTest {

    private static final int NAMES = 30_000;
    private static final List<String> THREE = List.of("one:11211", "two:11211", "three:11211");

    /** Whatever they are called: here, by the ports of a machine. */
    @Test
    void growingFromOneNodeToThreeMovesAtMostSeventyPercent() {
        Random random = new Random(20_261_128);
        for (int trial = 0; trial < 50; trial++) {
            List<String> nodes = random.ints(1_024, 65_536)
                    .distinct()
                    .limit(3)
                    .mapToObj(port -> "127.0.0.1:" + port)
                    .toList();
            Ring after = new Ring(nodes);
            int moved = 0;
            for (int i = 0; i < NAMES; i++) {
                moved += after.nodeOf("products:e" + i) == 0 ? 0 : 1;
            }
            assertThat(moved).as(nodes::toString).isBetween(NAMES * 6 / 10, NAMES * 7 / 10);
        }
    }

    @Test
    void aNodeThatIsAddedTakesSlotsAndMovesNoneBetweenTheOthers() {
        Ring before = new Ring(THREE);
        List<String> four = new ArrayList<>(THREE);
        four.add("four:11211");
        Ring after = new Ring(four);
        for (int i = 0; i < NAMES; i++) {
            int now = after.nodeOf("products:e" + i);
            assertThat(now == 3 || now == before.nodeOf("products:e" + i)).isTrue();
        }
    }

    @Test
    void threeNodesHaveAboutTheSame() {
        Ring ring = new Ring(THREE);
        int[] slots = new int[THREE.size()];
        for (int i = 0; i < NAMES; i++) {
            slots[ring.nodeOf("products:e" + i)]++;
        }
        for (int some : slots) {
            assertThat((double) some).isCloseTo(NAMES / 3.0, within(NAMES / 3.0 * 0.06));
        }
    }

    @Test
    void theOrderOfTheListDoesNotCount() {
        List<String> turned = new ArrayList<>(THREE);
        Collections.reverse(turned);
        Ring ring = new Ring(THREE);
        Ring other = new Ring(turned);
        for (int i = 0; i < NAMES; i++) {
            String name = "products:e" + i;
            assertThat(turned.get(other.nodeOf(name))).isEqualTo(THREE.get(ring.nodeOf(name)));
        }
    }

    /** Spymemcached's own, over the same names and as many points. */
    @Test
    void slotsAreWhereAnotherKetamaHasThem() {
        List<MemcachedNode> nodes = THREE.stream().map(RingTest::node).toList();
        KetamaNodeLocator other = new KetamaNodeLocator(nodes, DefaultHashAlgorithm.KETAMA_HASH, names(nodes));
        Ring ring = new Ring(THREE);
        for (int i = 0; i < NAMES; i++) {
            String name = "products:e" + i;
            assertThat(nodes.get(ring.nodeOf(name))).isSameAs(other.getPrimary(name));
        }
    }

    private static MemcachedNode node(String name) {
        return (MemcachedNode) Proxy.newProxyInstance(
                MemcachedNode.class.getClassLoader(),
                new Class<?>[] {MemcachedNode.class},
                (self, method, arguments) -> method.getName().equals("equals") ? self == arguments[0] : name);
    }

    private static KetamaNodeLocatorConfiguration names(List<MemcachedNode> nodes) {
        return new KetamaNodeLocatorConfiguration() {
            @Override
            public String getKeyForNode(MemcachedNode node, int repetition) {
                return THREE.get(nodes.indexOf(node)) + "-" + repetition;
            }

            @Override
            public int getNodeRepetitions() {
                return 2_560;
            }
        };
    }

    /** Those of other clients are among them. */
    @Test
    void pointsAreThoseOfKetama() {
        Ring ring = new Ring(THREE);
        for (int node = 0; node < THREE.size(); node++) {
            for (int i = 0; i < 40; i++) {
                String point = THREE.get(node) + "-" + i;
                assertThat(ring.nodeOf(point))
                        .as("the node right at its own point")
                        .isEqualTo(node);
            }
        }
    }
}
