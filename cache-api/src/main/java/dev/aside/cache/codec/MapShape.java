package dev.aside.cache.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A count, then key and value in turn in the order of iteration, which the map that is read keeps. */
record MapShape(Slot key, Slot value) implements Shape {

    @Override
    public void write(Object map, ByteSink to) {
        Map<?, ?> entries = (Map<?, ?>) map;
        int count = entries.size();
        to.unsigned(count);
        to.enter();
        int written = 0;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            key.write(entry.getKey(), to);
            value.write(entry.getValue(), to);
            written++;
        }
        to.leave();
        Elements.requireUnchanged(count, written);
    }

    @Override
    public Object read(ByteSource from) {
        int count = from.count(2);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(Elements.initialCapacity(count));
        from.enter();
        for (int i = 0; i < count; i++) {
            map.put(key.read(from), value.read(from));
        }
        from.leave();
        if (map.size() != count) {
            throw new CodecException("a map holds a key twice");
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public void describe(Description to) {
        to.text("map<");
        key.describe(to);
        to.text(",");
        value.describe(to);
        to.text(">");
    }
}
