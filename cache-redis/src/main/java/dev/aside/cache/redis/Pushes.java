package dev.aside.cache.redis;

import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import java.nio.ByteBuffer;
import java.util.List;

/** Hears what the server pushes on one connection, in the order in which it answers. */
final class Pushes implements PushListener {

    private final Node node;
    private final Wire wire;

    Pushes(Node node, Wire wire) {
        this.node = node;
        this.wire = wire;
    }

    @Override
    public void onPushMessage(PushMessage message) {
        if (!message.getType().equals("invalidate")) {
            return;
        }
        List<Object> content = message.getContent();
        if (content.size() == 2 && content.get(1) instanceof List<?> names) {
            names.forEach(this::invalidated);
        } else {
            node.flushed();
        }
    }

    private void invalidated(Object name) {
        if (name instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            if (!wire.hears(bytes)) {
                node.stores().forEach(store -> store.pushed(bytes));
            }
        }
    }
}
