package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The things of one kind that an {@link Aside} has built, each under its own name.
 *
 * @param <T> what they are
 */
final class Registry<T> {

    private final String kind;
    private final Consumer<T> closing;
    private final Map<String, T> byName = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param kind what one is called */
    Registry(String kind, Consumer<T> closing) {
        this.kind = kind;
        this.closing = closing;
    }

    void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this Aside is closed");
        }
    }

    /** Takes one; it is closed if there is one of this name, or the others have been closed meanwhile. */
    void add(String name, T one) {
        if (byName.putIfAbsent(name, one) != null) {
            closing.accept(one);
            throw new CacheConfigurationException("there is a " + kind + " named " + name + " already");
        }
        if (closed.get()) {
            closing.accept(one); // whoever closes the others may have passed by
            checkOpen();
        }
    }

    Collection<T> all() {
        return List.copyOf(byName.values());
    }

    /** Closes all, and returns false if they were closed before. */
    boolean close() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        byName.values().forEach(closing);
        return true;
    }
}
