package dev.aside.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.aside.cache.codec.Samples.Chain;
import dev.aside.cache.codec.Samples.Color;
import dev.aside.cache.codec.Samples.Containers;
import dev.aside.cache.codec.Samples.Loose;
import dev.aside.cache.codec.Samples.Sample;
import dev.aside.cache.codec.Samples.Tree;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile bytes: a value or a CodecException, and never anything else. */
class CodecsDamageTest {

    private static final long SEED = 0x5EED;
    private static final int FUZZ_ROUNDS = 100_000;
    /** 2^31-1 as a varint. */
    private static final String BOMB = "ffffffff07";

    record Lists(List<List<List<List<Integer>>>> lists) {}

    record Texts(Set<String> set, Map<String, String> map) {}

    static Stream<Sample<?>> samples() {
        return Samples.all().stream();
    }

    static Stream<Sample<?>> delimited() {
        return samples().filter(Sample::delimited);
    }

    /** Row 32: cut short. */
    @ParameterizedTest
    @MethodSource("delimited")
    <T> void everyTruncationIsRefused(Sample<T> sample) {
        Codec<T> codec = sample.codec();
        for (T value : sample.values()) {
            byte[] bytes = codec.encode(value);
            for (int length = 0; length < bytes.length; length++) {
                assertRefused(codec, Arrays.copyOf(bytes, length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("delimited")
    <T> void trailingBytesAreRefused(Sample<T> sample) {
        Codec<T> codec = sample.codec();
        for (T value : sample.values()) {
            byte[] bytes = codec.encode(value);
            assertRefused(codec, Arrays.copyOf(bytes, bytes.length + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void everyFlippedBitGivesAValueOrIsRefused(Sample<T> sample) {
        Codec<T> codec = sample.codec();
        for (T value : sample.values()) {
            byte[] bytes = codec.encode(value);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                decodeOrRefuse(codec, bytes);
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            }
        }
    }

    /** Row 31: noise. */
    @Test
    void randomBytesGiveAValueOrAreRefusedAndValuesHaveOneSpelling() {
        // On a thread of its own, whose stack is shallow: most of the time goes into the traces of exceptions.
        int values = CompletableFuture.supplyAsync(CodecsDamageTest::fuzz).join();
        assertThat(values).isGreaterThan(FUZZ_ROUNDS / 20);
    }

    private static int fuzz() {
        List<Codec<?>> codecs = samples().<Codec<?>>map(Sample::codec).toList();
        Random random = new Random(SEED);
        int values = 0;
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            shrink(bytes, random);
            values += decodeOrRefuse(codecs.get(round % codecs.size()), bytes) ? 1 : 0;
        }
        return values;
    }

    /** Small numbers make plausible lengths and flags. */
    private static void shrink(byte[] bytes, Random random) {
        int mask = 0xFF >>> random.nextInt(8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) mask;
        }
    }

    private static <T> boolean decodeOrRefuse(Codec<T> codec, byte[] bytes) {
        T value;
        try {
            value = codec.decode(bytes);
        } catch (CodecException e) {
            return false;
        } catch (Throwable e) {
            return fail(codec.id() + " of " + HexFormat.of().formatHex(bytes), e);
        }
        // All NaNs are one value with one spelling, so floating-point bytes may differ where the values do not.
        byte[] again = codec.encode(value);
        if (!Arrays.equals(again, bytes)) {
            assertThat(codec.decode(again)).isEqualTo(value);
            assertThat(value.toString()).contains("NaN");
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "c328", "e2 82", "f0288cbc", "eda080", "c080", "f8a1a1a1a1", "41 ff"})
    void malformedUtf8IsRefused(String hex) {
        assertRefused(Codecs.of(String.class), bytes(hex));
    }

    /** Row 13: text that is not Unicode. */
    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDC00", "a\uD800", "\uD800a", "\uDC00\uD800", "\uD800\uD800\uDC00"})
    void unpairedSurrogatesAreRefused(String text) {
        assertThatThrownBy(() -> Codecs.of(String.class).encode(text))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("surrogate")
                .hasMessageNotContaining(text);
    }

    /** Row 39: lengths that lie. */
    @Test
    void declaredLengthsAllocateNothing() {
        assertRefusedWithoutAllocation(Codecs.of(BigInteger.class), BOMB);
        assertRefusedWithoutAllocation(Codecs.of(Color.class), BOMB);
        assertRefusedWithoutAllocation(Codecs.of(Lists.class), BOMB);
        assertRefusedWithoutAllocation(Codecs.of(Texts.class), BOMB);
        assertRefusedWithoutAllocation(Codecs.of(Texts.class), "00" + BOMB);
        assertRefusedWithoutAllocation(Codecs.of(BigInteger.class), "ffffffffffffffffff01");
        assertRefusedWithoutAllocation(Codecs.of(Color.class), "8080808008");
    }

    @Test
    void countsThatFitTheBytesAllocateNoMoreThanABit() {
        byte[] lie = new byte[1 << 20];
        Arrays.fill(lie, (byte) 0xFF);
        for (int at = 0; at < 12; at += 3) {
            System.arraycopy(bytes("ffff3f"), 0, lie, at, 3);
        }
        assertThat(allocatedBy(() -> assertRefused(Codecs.of(Lists.class), lie)))
                .isLessThan(1 << 16);
    }

    private static void assertRefusedWithoutAllocation(Codec<?> codec, String hex) {
        byte[] bytes = bytes(hex);
        assertThat(allocatedBy(() -> assertRefused(codec, bytes))).isLessThan(1 << 16);
    }

    private static long allocatedBy(Runnable action) {
        action.run();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000", "ff00", "80808080808080808000", "ffffffffffffffffff03", "ffffffffffffffffffff01"})
    void overlongVarintsAreRefused(String hex) {
        assertRefused(Codecs.of(Long.class), bytes(hex));
    }

    @Test
    void otherSpellingsAreRefused() {
        assertRefused(Codecs.of(Boolean.class), bytes("02"));
        assertRefused(Codecs.of(Integer.class), bytes("8080808010"));
        assertRefused(Codecs.of(BigInteger.class), bytes("00"));
        assertRefused(Codecs.of(BigInteger.class), bytes("020001"));
        assertRefused(Codecs.of(BigInteger.class), bytes("02ff80"));
        assertRefused(Codecs.of(Samples.Empty.class), bytes("01"));
        assertRefused(Codecs.of(Color.class), bytes("03726564"));
    }

    @Test
    void duplicateElementsAndKeysAreRefused() {
        assertRefused(Codecs.of(Texts.class), bytes("02 0161 0161 00"));
        assertRefused(Codecs.of(Texts.class), bytes("00 02 0161 0162 0161 0163"));
    }

    @Test
    void valuesAreNestedToTheLimitAndNoDeeper() {
        Codec<Chain> codec = Codecs.of(Chain.class);
        Chain deepest = chain(Depth.MAX);
        assertThat(codec.decode(codec.encode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> codec.encode(chain(Depth.MAX + 1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("64 levels");
    }

    /** Row 29: a graph too deep. */
    @Test
    void deepGraphsAreRefusedBothWays() {
        assertThatThrownBy(() -> Codecs.of(Chain.class).encode(chain(100_000))).isInstanceOf(CodecException.class);
        byte[] deep = new byte[1 << 20];
        for (int i = 1; i < deep.length; i += 2) {
            deep[i] = 1;
        }
        assertRefused(Codecs.of(Chain.class), deep);
        Arrays.fill(deep, (byte) 1);
        assertRefused(Codecs.of(Tree.class), deep);
    }

    private static Chain chain(int length) {
        return Stream.iterate(new Chain(0, null), next -> new Chain(0, next))
                .skip(length - 1L)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCodecStillWorksAfterFailures() {
        Codec<Loose> codec = Codecs.of(Loose.class);
        Loose value = new Loose("a", Optional.of(1), List.of("b"));
        byte[] bytes = codec.encode(value);
        assertRefused(codec, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> codec.encode(new Loose("\uD800", Optional.empty(), List.of())))
                .isInstanceOf(CodecException.class);
        assertThat(codec.decode(bytes)).isEqualTo(value);
        assertThat(codec.encode(value)).isEqualTo(bytes);
    }

    @Test
    void readCollectionsAreUnmodifiableAndKeepTheirOrder() {
        Sample<?> sample =
                samples().filter(s -> s.type() == Containers.class).findFirst().orElseThrow();
        Containers value = (Containers) sample.values().get(0);
        Function<Containers, Containers> again = it ->
                Codecs.of(Containers.class).decode(Codecs.of(Containers.class).encode(it));
        Containers read = again.apply(value);
        assertThat(read.set()).containsExactly(Color.INDIGO, Color.RED).isUnmodifiable();
        assertThat(read.map()).containsOnlyKeys("z", "a").isUnmodifiable();
        assertThat(read.map().keySet()).containsExactly("z", "a");
        assertThat(read.list().getClass().getName()).startsWith("java.util.Collections$Unmodifiable");
    }

    private static void assertRefused(Codec<?> codec, byte[] bytes) {
        assertThatThrownBy(() -> codec.decode(bytes)).isExactlyInstanceOf(CodecException.class);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
