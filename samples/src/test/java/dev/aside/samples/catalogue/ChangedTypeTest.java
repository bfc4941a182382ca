package dev.aside.samples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.jackson.JacksonCodec;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.LeakCheck;
import dev.aside.cache.testkit.ManualTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record gains a component: what the new version of the application reads of what the old one stored. */
@ExtendWith(LeakCheck.class)
final class ChangedTypeTest {
    private final ManualTime time = new ManualTime();
    private final InMemoryServer server = InMemoryServer.redis();

    record Old(long id, String name) {}

    record WithBrand(long id, String name, @Nullable String brand) {}

    record WithStock(long id, String name, int stock) {}

    record WithMaker(long id, String name, String maker) {
        WithMaker {
            Objects.requireNonNull(maker, "maker");
        }
    }

    @Test
    void asJson_whatMayBeNull_isNull_untilTheValueIsLoadedAgain() {
        deployed(JacksonCodec.of(Old.class).withVersion(1), Old.class, new Old(42, "tea"));
        WithBrand loaded = new WithBrand(42, "tea", "Assam");
        assertThat(deployed(JacksonCodec.of(WithBrand.class).withVersion(1), WithBrand.class, loaded))
                .isEqualTo(new WithBrand(42, "tea", null));
        assertThat(deployed(JacksonCodec.of(WithBrand.class).withVersion(2), WithBrand.class, loaded))
                .as("of another version: absent")
                .isEqualTo(loaded);
    }

    @Test
    void asJson_whatCannotBeMissing_makesTheOldValueAbsent() {
        deployed(JacksonCodec.of(Old.class).withVersion(1), Old.class, new Old(42, "tea"));
        WithStock stocked = new WithStock(42, "tea", 5);
        assertThat(deployed(JacksonCodec.of(WithStock.class).withVersion(1), WithStock.class, stocked))
                .isEqualTo(stocked);
        WithMaker made = new WithMaker(42, "tea", "Assam");
        assertThat(deployed(JacksonCodec.of(WithMaker.class).withVersion(1), WithMaker.class, made))
                .isEqualTo(made);
    }

    @Test
    void asJson_theOldVersionReadsWhatTheNewOneStored() {
        deployed(JacksonCodec.of(WithStock.class).withVersion(1), WithStock.class, new WithStock(42, "tea", 5));
        assertThat(deployed(JacksonCodec.of(Old.class).withVersion(1), Old.class, new Old(42, "loaded")))
                .isEqualTo(new Old(42, "tea"));
    }

    @Test
    void byTheBuiltInCodec_theOldValueIsAbsent() {
        deployed(Codecs.of(Old.class), Old.class, new Old(42, "tea"));
        WithBrand loaded = new WithBrand(42, "tea", "Assam");
        assertThat(deployed(Codecs.of(WithBrand.class), WithBrand.class, loaded))
                .isEqualTo(loaded);
    }

    /** Returns what a version of the application reads, whose loader has this value. */
    private <V> @Nullable V deployed(Codec<V> codec, Class<V> type, V loaded) {
        try (Aside aside = Aside.builder()
                .backend(new InMemoryBackend(server))
                .runtime(time.runtime())
                .build()) {
            Cache<Long, V> products = aside.cache("products", Long.class, type)
                    .load(id -> loaded)
                    .codec(codec)
                    .build();
            return products.get(42L);
        }
    }
}
