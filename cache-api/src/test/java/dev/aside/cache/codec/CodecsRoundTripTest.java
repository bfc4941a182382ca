package dev.aside.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.aside.cache.codec.Samples.Color;
import dev.aside.cache.codec.Samples.Sample;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsRoundTripTest {

    static Stream<Sample<?>> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void everyValueComesBackEqual(Sample<T> sample) {
        Codec<T> codec = sample.codec();
        for (T value : sample.values()) {
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void idAndFingerprintAreOfTheTypeAndStayTheSame(Sample<T> sample) {
        assertThat(sample.codec().id()).matches("[a-z0-9.-]{1,64}");
        assertThat(sample.codec().fingerprint()).isEqualTo(sample.codec().fingerprint());
    }

    @Test
    void fingerprintsOfAllTypesDiffer() {
        List<Long> fingerprints =
                samples().map(sample -> sample.codec().fingerprint()).toList();
        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    @Test
    void primitivesHaveTheCodecsOfTheirBoxes() {
        Codec<Long> codec = Codecs.of(long.class);
        assertThat(codec.decode(codec.encode(42L))).isEqualTo(42L);
        assertThat(codec.fingerprint()).isEqualTo(Codecs.of(Long.class).fingerprint());
    }

    @Test
    void everyCoreTypeHasACodec_andPrimitivesStandForTheirBoxes() {
        assertThat(Codecs.coreTypes())
                .contains(String.class, byte[].class, Long.class, ZonedDateTime.class)
                .doesNotContain(long.class, Color.class)
                .allSatisfy(type -> assertThat(Codecs.of(type).id()).isNotEmpty());
    }

    @Test
    void bytesAreCopiedBothWays() {
        Codec<byte[]> codec = Codecs.of(byte[].class);
        byte[] value = {1, 2};
        byte[] encoded = codec.encode(value);
        byte[] decoded = codec.decode(encoded);
        value[0] = 9;
        encoded[1] = 9;
        assertThat(encoded).containsExactly(1, 9);
        assertThat(decoded).containsExactly(1, 2);
    }

    /** Row 43: bytes are bytes, whatever they look like. */
    @Test
    void textAndBytesAloneAreStoredAsTheyAre() {
        assertThat(Codecs.of(String.class).encode("h\u00e9")).containsExactly('h', 0xC3, 0xA9);
        assertThat(Codecs.of(byte[].class).encode(new byte[] {7})).containsExactly(7);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @SuppressWarnings("NullAway")
    void nullIsRefused(Sample<?> sample) {
        assertThatNullPointerException().isThrownBy(() -> sample.codec().encode(null));
        assertThatNullPointerException().isThrownBy(() -> sample.codec().decode(null));
    }

    @Test
    void theDefaultLocaleChangesNothing() {
        byte[] before = Codecs.of(Color.class).encode(Color.INDIGO);
        Locale original = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(Codecs.of(Color.class).encode(Color.INDIGO)).isEqualTo(before);
            assertThat(Codecs.of(Color.class).decode(before)).isEqualTo(Color.INDIGO);
            assertThat(Codecs.of(Integer.class).id()).isEqualTo("int");
        } finally {
            Locale.setDefault(original);
        }
    }
}
