package dev.aside.cache.codec;

import java.util.Optional;

/** A presence byte, then the value if there is one. */
record OptionalShape(Shape content) implements Shape {

    @Override
    public void write(Object value, ByteSink to) {
        Optional<?> optional = (Optional<?>) value;
        to.flag(optional.isPresent());
        to.enter();
        optional.ifPresent(present -> content.write(present, to));
        to.leave();
    }

    @Override
    public Object read(ByteSource from) {
        if (!from.flag()) {
            return Optional.empty();
        }
        from.enter();
        Object present = content.read(from);
        from.leave();
        return Optional.of(present);
    }

    @Override
    public void describe(Description to) {
        to.text("optional<");
        content.describe(to);
        to.text(">");
    }
}
