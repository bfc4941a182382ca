package dev.aside.cache.memcached;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one call wants to know of a node's slots. It goes with others in one command, and is answered by itself. */
final class Look {

    private final Queue queue;
    private final Collection<String> names;
    private final BiConsumer<Fate, Map<String, Item>> then;

    /** The one that came before, while it waits. */
    private @Nullable Look before;

    Look(Queue queue, Collection<String> names, BiConsumer<Fate, Map<String, Item>> then) {
        this.queue = queue;
        this.names = names;
        this.then = then;
        queue.add(0);
    }

    Collection<String> names() {
        return names;
    }

    void isBehind(@Nullable Look other) {
        before = other;
    }

    /** Returns the one that came before, and forgets it. */
    @Nullable
    Look leaveQueue() {
        Look other = before;
        before = null;
        return other;
    }

    /** @param items what the server has of all that the command has asked for */
    void answered(Fate how, Map<String, Item> items) {
        queue.remove(0);
        then.accept(how, items);
    }
}
