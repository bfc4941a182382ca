package dev.aside.cache.redis;

import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Hears what the server pushes on one connection, in the order in which it answers. */
final class Pushes implements PushListener {

    private final Consumer<byte[]> changed;
    private final Runnable flushed;

    /**
     * @param changed told of the name of whatever has changed
     * @param flushed told that all that the server held is gone, or may be
     */
    Pushes(Consumer<byte[]> changed, Runnable flushed) {
        this.changed = changed;
        this.flushed = flushed;
    }

    @Override
    public void onPushMessage(PushMessage message) {
        if (!message.getType().equals("invalidate")) {
            return;
        }
        List<Object> content = message.getContent();
        if (content.size() == 2 && content.get(1) instanceof List<?> names) {
            names.forEach(this::tell);
        } else {
            flushed.run();
        }
    }

    private void tell(Object name) {
        if (name instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            changed.accept(bytes);
        }
    }
}
