package dev.aside.cache.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shape of a core type: a name, a way out and a way in; and why it is no key, if it is none. */
record Scalar<T>(
        String name,
        Class<T> type,
        BiConsumer<T, ByteSink> writer,
        Function<ByteSource, T> reader,
        @Nullable String keyFlaw)
        implements Shape {

    Scalar(String name, Class<T> type, BiConsumer<T, ByteSink> writer, Function<ByteSource, T> reader) {
        this(name, type, writer, reader, null);
    }

    @Override
    public void write(Object value, ByteSink to) {
        writer.accept(type.cast(value), to);
    }

    @Override
    public Object read(ByteSource from) {
        return reader.apply(from);
    }

    @Override
    public void describe(Description to) {
        to.text(name);
    }
}
