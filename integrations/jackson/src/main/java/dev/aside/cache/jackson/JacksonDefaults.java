package dev.aside.cache.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** The safe mapper, the limits, and what a given mapper must not do. */
final class JacksonDefaults {

    static final int MAX_NESTING = 200;
    static final int MAX_STRING = 1_000_000;
    static final int MAX_NUMBER = 1_000;
    static final int MAX_NAME = 10_000;

    private static final StreamReadConstraints READ = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_NESTING)
            .maxStringLength(MAX_STRING)
            .maxNumberLength(MAX_NUMBER)
            .maxNameLength(MAX_NAME)
            .build();
    private static final StreamWriteConstraints WRITE =
            StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING).build();

    private JacksonDefaults() {}

    /** A new mapper each time: a shared one would keep the classes of every application that ever used it. */
    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES)
                // Admits no class by name; subtypes registered under short names need no validator.
                .polymorphicTypeValidator(
                        BasicPolymorphicTypeValidator.builder().build())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    static void requireNoDefaultTyping(ObjectMapper mapper, JavaType type) {
        if (mapper.getDeserializationConfig().getDefaultTyper(type) != null
                || mapper.getSerializationConfig().getDefaultTyper(type) != null) {
            throw new IllegalArgumentException(
                    "the ObjectMapper has default typing activated, so data could name classes;"
                            + " allowed is a mapper without it, and @JsonTypeInfo(use = NAME) where types vary");
        }
    }

    /** A copy of the mapper's factory, with our limits wherever the mapper was left at Jackson's. */
    static JsonFactory limited(ObjectMapper mapper) {
        JsonFactory factory = copy(mapper.getFactory());
        factory.setCodec(mapper);
        if (factory.streamReadConstraints().equals(StreamReadConstraints.defaults())) {
            factory.setStreamReadConstraints(READ);
        }
        if (factory.streamWriteConstraints().equals(StreamWriteConstraints.defaults())) {
            factory.setStreamWriteConstraints(WRITE);
        }
        return factory;
    }

    private static JsonFactory copy(JsonFactory factory) {
        try {
            return factory.copy();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "the factory " + factory.getClass().getName()
                            + " does not implement copy(); allowed is one that does",
                    e);
        }
    }
}
