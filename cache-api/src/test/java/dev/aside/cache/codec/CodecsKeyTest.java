package dev.aside.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsKeyTest {

    private static final long SEED = 0x5EED;
    private static final int ROUNDS = 10_000;

    record Place(String tenant, String name, long number, Optional<String> part, List<String> path) {}

    record Part(float share) {}

    record Whole(List<Part> parts) {}

    record Grouped(Set<String> groups) {}

    record Mapped(Map<String, String> entries) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Hashed(byte[] hash) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                String.class,
                Long.class,
                int.class,
                UUID.class,
                BigDecimal.class,
                Samples.Color.class,
                Place.class
            })
    void keysHaveTheBytesOfValues(Class<?> type) {
        assertThat(Codecs.forKey(type).id()).isEqualTo(Codecs.of(type).id());
        assertThat(Codecs.forKey(type).fingerprint()).isEqualTo(Codecs.of(type).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                float.class,
                Double.class,
                byte[].class,
                Part.class,
                Whole.class,
                Grouped.class,
                Mapped.class,
                Hashed.class
            })
    void typesWhoseEqualValuesMayHaveOtherBytesAreRefused(Class<?> type) {
        assertThat(Codecs.of(type)).isNotNull();
        assertThatThrownBy(() -> Codecs.forKey(type))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("not fit for a key")
                .hasMessageEndingWith(" give .keyCodec(...)");
    }

    @Test
    void theMessageNamesThePlace() {
        assertThatThrownBy(() -> Codecs.forKey(Whole.class)).hasMessageContaining("Part.share");
    }

    @Test
    void aTypeWithoutACodecIsToldHowToGiveOneForKeys() {
        assertThatThrownBy(() -> Codecs.forKey(Thread.class)).hasMessageEndingWith(" give .keyCodec(...)");
    }

    /** Row 7: parts do not run into each other. */
    @Test
    void keysAreEqualIfAndOnlyIfTheirBytesAre() {
        Codec<Place> codec = Codecs.forKey(Place.class);
        Random random = new Random(SEED);
        Map<String, Place> byBytes = new HashMap<>();
        Map<Place, String> byKey = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Place key = place(random);
            String bytes = HexFormat.of().formatHex(codec.encode(key));
            Place sameBytes = byBytes.putIfAbsent(bytes, key);
            String sameKey = byKey.putIfAbsent(key, bytes);
            assertThat(sameBytes == null || sameBytes.equals(key)).isTrue();
            assertThat(sameKey == null || sameKey.equals(bytes)).isTrue();
        }
        assertThat(byKey).hasSameSizeAs(byBytes).hasSizeLessThan(ROUNDS);
    }

    private static Place place(Random random) {
        Optional<String> part = random.nextBoolean() ? Optional.empty() : Optional.of(text(random));
        List<String> path = Collections.nCopies(random.nextInt(3), text(random));
        return new Place(text(random), text(random), random.nextInt(3) - 1L, part, path);
    }

    private static String text(Random random) {
        String alphabet = "a:\0\1\u00e9";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(3); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Row 14: composed and decomposed are two. */
    @Test
    void nothingIsNormalised() {
        Codec<String> text = Codecs.forKey(String.class);
        assertThat(text.encode("\u00e9")).isNotEqualTo(text.encode("e\u0301"));
        assertThat(text.encode("a ")).isNotEqualTo(text.encode("a"));
        Codec<BigDecimal> decimal = Codecs.forKey(BigDecimal.class);
        assertThat(decimal.encode(new BigDecimal("1.0"))).isNotEqualTo(decimal.encode(new BigDecimal("1.00")));
    }
}
