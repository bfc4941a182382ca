package dev.aside.cache.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.aside.cache.codec.CodecException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile bytes: data or a CodecException, nothing instantiated, nothing quoted. */
class JacksonHostileTest {

    private static final long SEED = 0x5EED;
    private static final int FUZZ_ROUNDS = 10_000;

    record Loose(Object content) {}

    record Strict(int count, String name) {}

    record Figures(BigInteger value, double ratio) {}

    /** Counts its instances; nothing in the data may make one. */
    public static final class Canary {
        static final AtomicInteger BORN = new AtomicInteger();

        public Canary() {
            BORN.incrementAndGet();
        }
    }

    record ByClass(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object content) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Cash.class, name = "cash")
    })
    sealed interface Payment {}

    record Card(String number) implements Payment {}

    record Cash(int amount) implements Payment {}

    static Stream<JacksonCodec<Loose>> codecs() {
        return Stream.of(JacksonCodec.of(Loose.class), JacksonCodec.of(new ObjectMapper(), Loose.class));
    }

    /** Row 41: names of classes. */
    @ParameterizedTest
    @MethodSource("codecs")
    void namesOfClassesAreData(JacksonCodec<Loose> codec) {
        String canary = Canary.class.getName();
        Object array =
                codec.decode(json("{\"content\":[\"" + canary + "\",{}]}")).content();
        assertThat(array).isEqualTo(List.of(canary, Map.of()));
        Object url = codec.decode(json("{\"content\":[\"java.net.URL\",\"http://localhost\"]}"))
                .content();
        assertThat(url).isEqualTo(List.of("java.net.URL", "http://localhost"));
        for (String name : List.of("@class", "@type", "class")) {
            Object object = codec.decode(json("{\"content\":{\"" + name + "\":\"" + canary + "\"}}"))
                    .content();
            assertThat(object).isEqualTo(Map.of(name, canary));
        }
        assertThat(Canary.BORN).hasValue(0);
    }

    @Test
    void annotatedNamesOfClassesAreRefused() {
        byte[] bytes = json("{\"content\":{\"@class\":\"" + Canary.class.getName() + "\"}}");
        assertThatThrownBy(() -> JacksonCodec.of(ByClass.class).decode(bytes)).isInstanceOf(CodecException.class);
        assertThat(Canary.BORN).hasValue(0);
    }

    @Test
    void shortNamesOfSealedSubtypesWorkAndOthersAreRefused() {
        JacksonCodec<Payment> codec = JacksonCodec.of(Payment.class);
        assertThat(codec.decode(codec.encode(new Cash(5)))).isEqualTo(new Cash(5));
        assertThat(new String(codec.encode(new Cash(5)), StandardCharsets.UTF_8))
                .contains("\"cash\"");
        byte[] other = json("{\"@type\":\"" + Canary.class.getName() + "\"}");
        assertThatThrownBy(() -> codec.decode(other)).isInstanceOf(CodecException.class);
        assertThat(Canary.BORN).hasValue(0);
    }

    /** Row 42: nesting. */
    @ParameterizedTest
    @MethodSource("codecs")
    void nestingIsLimitedBothWays(JacksonCodec<Loose> codec) {
        assertRefused(codec, "{\"content\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        assertRefused(codec, "{\"content\":" + "{\"a\":".repeat(10_000));
        assertThat(codec.decode(json("{\"content\":" + "[".repeat(199) + "]".repeat(199) + "}")))
                .isNotNull();
        Object nested = List.of();
        for (int depth = 0; depth < 200; depth++) {
            nested = List.of(nested);
        }
        Loose deep = new Loose(nested);
        assertThatThrownBy(() -> codec.encode(deep)).isInstanceOf(CodecException.class);
    }

    /** Row 42: long numbers, strings and names. */
    @Test
    void lengthsAreLimited() {
        JacksonCodec<Figures> numbers = JacksonCodec.of(Figures.class);
        assertRefused(numbers, "{\"value\":" + "9".repeat(1_000_000) + ",\"ratio\":1}");
        assertRefused(numbers, "{\"value\":1e1000000000,\"ratio\":1}");
        JacksonCodec<Strict> strict = JacksonCodec.of(Strict.class);
        assertRefused(strict, "{\"count\":1,\"name\":\"" + "x".repeat(5_000_000) + "\"}");
        assertRefused(strict, "{\"" + "x".repeat(100_000) + "\":1,\"count\":1,\"name\":\"\"}");
    }

    @Test
    void aStringTooLongToBeReadIsNotWritten() {
        JacksonCodec<Strict> codec = JacksonCodec.of(Strict.class);
        Strict longest = new Strict(1, "x".repeat(JacksonDefaults.MAX_STRING));
        assertThat(codec.decode(codec.encode(longest))).isEqualTo(longest);
        Strict longer = new Strict(1, "x".repeat(JacksonDefaults.MAX_STRING + 1));
        assertThatThrownBy(() -> codec.encode(longer)).isInstanceOf(CodecException.class);
    }

    record Sum(BigDecimal value) {}

    /** Row 42, the other way: what could not be read is not written. */
    @Test
    void aNumberTooLongToBeReadIsNotWritten() {
        for (ObjectMapper mapper :
                List.of(JacksonDefaults.mapper(), new ObjectMapper(), new ObjectMapper(new CBORFactory()))) {
            JacksonCodec<Sum> sums = JacksonCodec.of(mapper, Sum.class);
            JacksonCodec<Figures> figures = JacksonCodec.of(mapper, Figures.class);
            for (int digits = 990; digits < 1_100; digits++) {
                BigInteger whole = BigInteger.TEN.pow(digits - 1);
                writtenOnlyIfReadable(figures, new Figures(whole.negate(), 0.5));
                writtenOnlyIfReadable(sums, new Sum(new BigDecimal(whole, digits / 2)));
            }
        }
        JacksonCodec<Figures> json = JacksonCodec.of(Figures.class);
        Figures longest = new Figures(BigInteger.TEN.pow(JacksonDefaults.MAX_NUMBER - 1), 0.5);
        assertThat(json.decode(json.encode(longest))).isEqualTo(longest);
        for (int digits : new int[] {JacksonDefaults.MAX_NUMBER, 1_999, 2_000, 10_000}) {
            assertThatThrownBy(() -> json.encode(new Figures(BigInteger.TEN.pow(digits), 0.5)))
                    .isExactlyInstanceOf(CodecException.class)
                    .hasMessageNotContaining("000000");
        }
    }

    private static <T> void writtenOnlyIfReadable(JacksonCodec<T> codec, T value) {
        byte[] bytes;
        try {
            bytes = codec.encode(value);
        } catch (CodecException e) {
            return;
        }
        assertThat(codec.decode(bytes)).isEqualTo(value);
    }

    @Test
    void textThatLooksLikeALongNumberIsText() {
        JacksonCodec<Strict> codec = JacksonCodec.of(Strict.class);
        Strict digits = new Strict(1, "9".repeat(50_000));
        assertThat(codec.decode(codec.encode(digits))).isEqualTo(digits);
    }

    @Test
    void ownLimitsApplyWhereTheyAreSet() {
        StreamReadConstraints tight =
                StreamReadConstraints.builder().maxStringLength(10).build();
        var factory = JsonFactory.builder().streamReadConstraints(tight).build();
        JacksonCodec<String> codec = JacksonCodec.of(new ObjectMapper(factory), String.class);
        assertThat(codec.decode(json("\"0123456789\""))).isEqualTo("0123456789");
        assertRefused(codec, "\"0123456789a\"");
    }

    /** Row 42: duplicates, marks, what is no number, and more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "{\"count\":1,\"name\":\"a\"} x",
                "{\"count\":1,\"name\":\"a\"}{}",
                "{\"count\":1,\"name\":\"a\",\"name\":\"b\"}",
                "{\"count\":NaN,\"name\":\"a\"}",
                "{\"count\":Infinity,\"name\":\"a\"}",
                "{\"count\":01,\"name\":\"a\"}",
                "{'count':1,'name':'a'}",
                "{\"count\":1,\"name\":\"a\",}",
                "/* c */{\"count\":1,\"name\":\"a\"}",
                "\uFEFF{\"count\":1,\"name\":\"a\"}",
                "[1,\"a\"]",
                "\"{}\""
            })
    void whatIsNotTheOneValueIsRefused(String text) {
        assertRefused(JacksonCodec.of(Strict.class), text);
        assertRefused(JacksonCodec.of(new ObjectMapper(), Strict.class), text);
    }

    @Test
    void otherEncodingsAreRefused() {
        JacksonCodec<Strict> codec = JacksonCodec.of(Strict.class);
        String text = "{\"count\":1,\"name\":\"a\"}";
        assertThat(codec.decode(json(text))).isEqualTo(new Strict(1, "a"));
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThatThrownBy(() -> codec.decode(text.getBytes(charset))).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void notANumberIsWrittenAndReadAsText() {
        JacksonCodec<Figures> codec = JacksonCodec.of(Figures.class);
        Figures value = new Figures(BigInteger.ONE, Double.NaN);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void failuresQuoteNothing() {
        for (ObjectMapper mapper :
                List.of(JacksonDefaults.mapper(), new ObjectMapper(), new ObjectMapper(new CBORFactory()))) {
            JacksonCodec<Map<String, Strict>> codec = JacksonCodec.of(mapper, new TypeReference<>() {});
            JacksonCodec<Map<String, Map<String, String>>> other = JacksonCodec.of(mapper, new TypeReference<>() {});
            byte[] bytes = other.encode(Map.of("secret", Map.of("count", "secret")));
            assertThatThrownBy(() -> codec.decode(bytes))
                    .isInstanceOf(CodecException.class)
                    .hasNoCause()
                    .hasMessageContaining("com.fasterxml.jackson.databind.exc.")
                    .hasMessageNotContaining("secret");
        }
    }

    record Moody(String mood) {
        Moody {
            if (mood.equals("secret")) {
                throw new IllegalArgumentException(mood);
            }
        }

        @Override
        public String mood() {
            throw new IllegalStateException(mood);
        }
    }

    @Test
    void constructorsAndAccessorsThatThrowAreRefusals() {
        JacksonCodec<Moody> codec = JacksonCodec.of(Moody.class);
        assertThatThrownBy(() -> codec.decode(json("{\"mood\":\"secret\"}")))
                .isInstanceOf(CodecException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> codec.encode(new Moody("hidden")))
                .isInstanceOf(CodecException.class)
                .hasNoCause()
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedBytesGiveAValueOrAreRefused(boolean binary) {
        ObjectMapper mapper = binary ? new ObjectMapper(new CBORFactory()) : JacksonDefaults.mapper();
        JacksonCodec<JsonNode> codec = JacksonCodec.of(mapper, JsonNode.class);
        byte[] whole = codec.encode(codec.decode(JacksonCodec.of(mapper, new TypeReference<Map<String, Object>>() {})
                .encode(Map.of("a", List.of(1, "b", 0.5)))));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(CodecException.class);
        }
        // On a thread of its own, whose stack is shallow: most of the time goes into the traces of exceptions.
        CompletableFuture.runAsync(() -> fuzz(codec, whole)).join();
    }

    private static void fuzz(JacksonCodec<?> codec, byte[] whole) {
        Random random = new Random(SEED);
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            decodeOrRefuse(codec, bytes);
        }
    }

    private static void decodeOrRefuse(JacksonCodec<?> codec, byte[] bytes) {
        try {
            assertThat(codec.decode(bytes)).isNotNull();
        } catch (CodecException e) {
            assertThat(e).hasNoCause();
        } catch (RuntimeException e) {
            fail(codec.id(), e);
        }
    }

    private static void assertRefused(JacksonCodec<?> codec, String text) {
        assertThatThrownBy(() -> codec.decode(json(text))).isExactlyInstanceOf(CodecException.class);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
