package dev.aside.cache.redis;

import dev.aside.cache.spi.Comeback;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who is told that another server has come in the place of one, or the same with other data. */
final class Comebacks {

    private static final System.Logger LOGGER = System.getLogger(Comebacks.class.getName());

    private final String store;
    private final List<Consumer<Comeback>> listeners = new CopyOnWriteArrayList<>();

    /** @param store what the log calls it */
    Comebacks(String store) {
        this.store = store;
    }

    void add(Consumer<Comeback> listener) {
        listeners.add(listener);
    }

    /** A listener that throws must not keep the connection from being used, nor the others from being told. */
    void tell(Comeback back) {
        for (Consumer<Comeback> listener : listeners) {
            try {
                listener.accept(back);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, store + ": a listener threw when told of another server", e);
            }
        }
    }
}
