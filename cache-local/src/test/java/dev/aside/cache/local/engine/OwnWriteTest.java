package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.FencePolicy;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheUnavailableException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node that writes a slot is not told of its own write, and no longer of what others write there until it reads again. A
 * copy that it made before must not outlive that.
 *
 * <p>Holds G3.
 */
class OwnWriteTest extends EngineTest {
    private static final Ground GROUND = Ground.FAR_NEAR;

    private Fleet fleet;
    private HeldReplies way;
    private Node node;
    private Cache<String, String> writer;
    private Cache<String, String> other;

    @BeforeEach
    void warm() {
        fleet = open(GROUND);
        way = HeldReplies.withFeed(GROUND.backend(fleet.server));
        node = fleet.node(way);
        writer = node.cache()
                .load(fleet.source::load)
                .write(fleet.source::with)
                .whenFenceFails(FencePolicy.REFUSE)
                .build();
        other = fleet.cache();
        fleet.source.with("k", "v1");
        writer.get("k");
        writer.get("k");
        assertThat(writer.stats().nearHits()).isPositive();
    }

    private void changeElsewhere() {
        fleet.source.with("k", "v2");
        other.invalidate("k");
    }

    @Test
    void copyGoes_whenAWriteBegins() {
        node.loads.hold();
        CompletableFuture<?> put = writer.async().put("k", "mine");
        changeElsewhere();

        assertThat(writer.getIfPresent("k")).isNull();
        node.loads.release();
        assertThat(put).isDone();
    }

    @Test
    void copyGoes_whenAWriteIsRefused_thoughTheStoreHadBegunIt() {
        way.lose(1);
        assertThat(failure(writer.async().put("k", "mine"))).isInstanceOf(CacheUnavailableException.class);
        changeElsewhere();

        assertThat(writer.get("k")).isEqualTo("v2");
    }

    @Test
    void copyGoes_whenAChangeComesBetweenAFillAndItsReadBack() {
        node.loads.hold();
        CompletableFuture<@Nullable String> refreshed = writer.async().refresh("k");
        way.between(this::changeElsewhere);
        node.loads.release();

        assertThat(got(refreshed)).isEqualTo("v1");
        assertThat(writer.get("k")).isEqualTo("v2");
    }
}
