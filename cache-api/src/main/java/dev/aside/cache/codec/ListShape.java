package dev.aside.cache.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A count, then the elements in order. */
record ListShape(Slot element) implements Shape {

    @Override
    public void write(Object value, ByteSink to) {
        Elements.write((List<?>) value, element, to);
    }

    @Override
    public Object read(ByteSource from) {
        int count = from.count(1);
        List<@Nullable Object> list = new ArrayList<>(Elements.initialCapacity(count));
        from.enter();
        for (int i = 0; i < count; i++) {
            list.add(element.read(from));
        }
        from.leave();
        return Collections.unmodifiableList(list);
    }

    @Override
    public void describe(Description to) {
        to.text("list<");
        element.describe(to);
        to.text(">");
    }
}
