package dev.aside.cache.codec;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An enum constant by its name: constants may be reordered and added; one that was removed or renamed is refused. */
final class EnumShape implements Shape {

    private final Class<?> type;
    private final Map<String, Enum<?>> constants;

    EnumShape(Class<?> type) {
        this.type = type;
        this.constants = Arrays.stream(type.getEnumConstants())
                .map(constant -> (Enum<?>) constant)
                .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
    }

    @Override
    public void write(Object value, ByteSink to) {
        to.text(((Enum<?>) type.cast(value)).name());
    }

    @Override
    public Object read(ByteSource from) {
        Enum<?> constant = constants.get(from.text());
        if (constant == null) {
            throw new CodecException("a name is no constant of enum " + type.getName());
        }
        return constant;
    }

    @Override
    public void describe(Description to) {
        to.text("enum " + type.getSimpleName());
    }
}
