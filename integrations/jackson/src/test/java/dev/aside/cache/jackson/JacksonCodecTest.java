package dev.aside.cache.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.aside.cache.codec.CodecException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JacksonCodecTest {

    record Product(long id, @Nullable String name, BigDecimal price, List<String> tags) {}

    record Grown(
            long id,
            @Nullable String name,
            BigDecimal price,
            List<String> tags,
            @Nullable String color) {}

    record Priced(long id, int stock) {}

    private static final Product TEA = new Product(42, "t\u00e9", new BigDecimal("1.50"), List.of("a", "b"));

    private final JacksonCodec<Product> codec = JacksonCodec.of(Product.class);

    @Test
    void valuesComeBackEqual() {
        assertThat(codec.decode(codec.encode(TEA))).isEqualTo(TEA);
        Product unnamed = new Product(1, null, BigDecimal.ZERO, List.of());
        assertThat(codec.decode(codec.encode(unnamed))).isEqualTo(unnamed);
    }

    @Test
    void theBytesArePlainJson() {
        assertThat(new String(codec.encode(TEA), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":42,\"name\":\"t\u00e9\",\"price\":1.50,\"tags\":[\"a\",\"b\"]}");
        assertThat(codec.id()).isEqualTo("json");
    }

    @Test
    void genericTypesAreGivenByReference() {
        var type = new TypeReference<Map<String, List<Product>>>() {};
        JacksonCodec<Map<String, List<Product>>> products = JacksonCodec.of(new ObjectMapper(), type);
        Map<String, List<Product>> value = Map.of("teas", List.of(TEA));
        assertThat(products.decode(products.encode(value))).isEqualTo(value);
    }

    @Test
    void genericTypesHaveTheDefaultMapperToo() {
        JacksonCodec<List<Priced>> codec = JacksonCodec.of(new TypeReference<>() {});
        List<Priced> value = List.of(new Priced(1, 2));
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        assertThat(codec.decode(json("[{\"id\":1,\"stock\":2,\"later\":3}]"))).isEqualTo(value);
        assertThatThrownBy(() -> codec.decode(json("[{\"id\":1}]"))).isInstanceOf(CodecException.class);
    }

    record Dated(long id, Instant at) {}

    @Test
    void aTypeThatTheMapperCannotWriteIsNamed() {
        JacksonCodec<Dated> codec = JacksonCodec.of(Dated.class);
        assertThatThrownBy(() -> codec.encode(new Dated(1, Instant.EPOCH)))
                .isInstanceOf(CodecException.class)
                .hasNoCause()
                .hasMessageContaining("cannot write java.time.Instant");
    }

    record Sure(long id, String name) {
        Sure {
            Objects.requireNonNull(name, "name");
        }
    }

    @Test
    void aValueWithoutWhatItsConstructorAsksForIsRefused() {
        assertThatThrownBy(() -> JacksonCodec.of(Sure.class).decode(json("{\"id\":1}")))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void aGivenMapperDecidesNamesAndFormat() {
        ObjectMapper snake = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build();
        assertThat(new String(JacksonCodec.of(snake, Product.class).encode(TEA), StandardCharsets.UTF_8))
                .contains("\"Name\"");
        JacksonCodec<Product> cbor = JacksonCodec.of(new ObjectMapper(new CBORFactory()), Product.class);
        assertThat(cbor.id()).isEqualTo("cbor");
        assertThat(cbor.decode(cbor.encode(TEA))).isEqualTo(TEA);
    }

    @Test
    void theGivenMapperIsLeftAsItWas() {
        ObjectMapper mapper = new ObjectMapper();
        JsonFactory factory = mapper.getFactory();
        var limits = factory.streamReadConstraints();
        assertThat(JacksonCodec.of(mapper, Product.class).encode(TEA)).isNotEmpty();
        assertThat(mapper.getFactory()).isSameAs(factory);
        assertThat(factory.streamReadConstraints()).isSameAs(limits);
        assertThat(factory.getCodec()).isSameAs(mapper);
    }

    @Test
    void fingerprintsTellTypesFormatsAndVersionsApart() {
        JacksonCodec<Product> cbor = JacksonCodec.of(new ObjectMapper(new CBORFactory()), Product.class);
        JacksonCodec<List<Product>> list = JacksonCodec.of(new ObjectMapper(), new TypeReference<>() {});
        assertThat(List.of(
                        codec.fingerprint(),
                        cbor.fingerprint(),
                        list.fingerprint(),
                        JacksonCodec.of(Grown.class).fingerprint(),
                        codec.withVersion(2).fingerprint()))
                .doesNotHaveDuplicates();
        assertThat(codec.fingerprint())
                .isEqualTo(JacksonCodec.of(Product.class).fingerprint())
                .isEqualTo(JacksonCodec.of(new ObjectMapper(), Product.class).fingerprint());
        assertThat(codec.withVersion(2).fingerprint()).isEqualTo(2);
        assertThat(codec.withVersion(2).decode(codec.encode(TEA))).isEqualTo(TEA);
    }

    @Test
    void versionsThatDifferByAPropertyReadEachOther() {
        JacksonCodec<Grown> next = JacksonCodec.of(Grown.class);
        Grown grown = new Grown(42, "t\u00e9", new BigDecimal("1.50"), List.of("a", "b"), "green");
        assertThat(codec.decode(next.encode(grown))).isEqualTo(TEA);
        assertThat(next.decode(codec.encode(TEA)).color()).isNull();
    }

    @Test
    void aPrimitiveThatIsMissingNullOrOfAnotherKindIsRefused() {
        JacksonCodec<Priced> priced = JacksonCodec.of(Priced.class);
        assertThat(priced.decode(json("{\"id\":1,\"stock\":2}"))).isEqualTo(new Priced(1, 2));
        for (String stock :
                List.of("", ",\"stock\":null", ",\"stock\":\"2\"", ",\"stock\":2.5", ",\"stock\":3000000000")) {
            assertThatThrownBy(() -> priced.decode(json("{\"id\":1" + stock + "}")))
                    .as(stock)
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    void defaultTypingIsRefused() {
        ObjectMapper mapper = JsonMapper.builder()
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfBaseType(Object.class)
                                .build(),
                        ObjectMapper.DefaultTyping.NON_FINAL)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JacksonCodec.of(mapper, Product.class))
                .withMessageContaining("default typing");
    }

    @Test
    void objectIsNoType() {
        assertThatIllegalArgumentException().isThrownBy(() -> JacksonCodec.of(Object.class));
    }

    private static final class Nameless extends JsonFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonFactory copy() {
            return new Nameless();
        }
    }

    private static final class Uncopied extends JsonFactory {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void factoriesWithoutNameOrCopyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JacksonCodec.of(new ObjectMapper(new Nameless()), Product.class))
                .withMessageContaining("no format name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JacksonCodec.of(new ObjectMapper(new Uncopied()), Product.class))
                .withMessageContaining("copy()");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsNoValue() {
        assertThatNullPointerException().isThrownBy(() -> codec.encode(null)).withMessage("value");
        assertThatNullPointerException().isThrownBy(() -> codec.decode(null)).withMessage("bytes");
        assertThatThrownBy(() -> codec.decode(json("null")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("null is no value");
        JacksonCodec<JsonNode> tree = JacksonCodec.of(JsonNode.class);
        assertThat(tree.decode(json("{\"a\":null}")).get("a").isNull()).isTrue();
    }

    @Test
    void theDefaultLocaleChangesNothing() {
        Locale original = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(JacksonCodec.of(Product.class).fingerprint()).isEqualTo(codec.fingerprint());
            assertThat(JacksonCodec.of(Product.class).id()).isEqualTo("json");
        } finally {
            Locale.setDefault(original);
        }
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
