package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a backend can do besides caches. */
final class CacheBackendTest {

    /** An ability, such as sessions. */
    private interface Counting {}

    private static class Plain implements CacheBackend {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
            throw new UnsupportedOperationException("nobody opens it");
        }

        @Override
        public Payload.Form form() {
            return Payload.Form.BYTES;
        }

        @Override
        public Set<Consistency.Mode> modes() {
            return EnumSet.allOf(Consistency.Mode.class);
        }

        @Override
        public void close() {}
    }

    private static final class Able extends Plain implements Counting {}

    private static final class Apart extends Plain {
        private final Counting counting = new Counting() {};

        @Override
        public <T> Optional<T> find(Class<T> ability) {
            return ability.isInstance(counting) ? Optional.of(ability.cast(counting)) : super.find(ability);
        }
    }

    @Test
    void hasTheAbilitiesOfItsClass_andNoOthers() {
        Able able = new Able();
        assertThat(able.find(Counting.class)).containsSame(able);
        assertThat(new Plain().find(Counting.class)).isEmpty();
    }

    @Test
    void mayHaveAnAbilityApart() {
        Apart apart = new Apart();
        assertThat(apart.find(Counting.class)).containsSame(apart.counting);
        assertThat(apart.find(Runnable.class)).isEmpty();
    }
}
