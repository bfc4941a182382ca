package dev.aside.cache.codec;

import org.jspecify.annotations.Nullable;

/** A place for a value inside another: a component, an element, a key. Where null is allowed, a presence byte says so. */
record Slot(String where, Shape shape, boolean nullable) {

    void write(@Nullable Object value, ByteSink to) {
        if (value == null && !nullable) {
            throw new CodecException(
                    where + " is null; allowed only where it is annotated @Nullable or is an Optional");
        }
        if (nullable) {
            to.flag(value != null);
        }
        if (value != null) {
            shape.write(value, to);
        }
    }

    @Nullable
    Object read(ByteSource from) {
        return nullable && !from.flag() ? null : shape.read(from);
    }

    void describe(Description to) {
        shape.describe(to);
        if (nullable) {
            to.text("?");
        }
    }
}
