package dev.aside.cache.codec;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A count, then the elements in the order of iteration, which the set that is read keeps. */
record SetShape(Slot element) implements Shape {

    @Override
    public void write(Object value, ByteSink to) {
        Elements.write((Set<?>) value, element, to);
    }

    @Override
    public Object read(ByteSource from) {
        int count = from.count(1);
        Set<@Nullable Object> set = new LinkedHashSet<>(Elements.initialCapacity(count));
        from.enter();
        for (int i = 0; i < count; i++) {
            if (!set.add(element.read(from))) {
                throw new CodecException("a set holds an element twice");
            }
        }
        from.leave();
        return Collections.unmodifiableSet(set);
    }

    @Override
    public void describe(Description to) {
        to.text("set<");
        element.describe(to);
        to.text(">");
    }
}
