package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.CommitSource;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Caches that are loaded from the database, and are told what it hears. */
final class Listeners {

    private static final System.Logger LOGGER = System.getLogger(Listeners.class.getName());

    private final List<LongConsumer> ages = new CopyOnWriteArrayList<>();
    private final Map<String, List<ChangeListener>> changes = new ConcurrentHashMap<>();

    CommitSource.Listening onOlder(LongConsumer listener) {
        LongConsumer mine = life -> listener.accept(life);
        ages.add(mine);
        return () -> ages.remove(mine);
    }

    CommitSource.Listening onChange(String cache, ChangeListener listener) {
        changes.computeIfAbsent(cache, name -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> changes.computeIfPresent(cache, (name, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /** Returns the names of the caches that listen. */
    Set<String> caches() {
        return Set.copyOf(changes.keySet());
    }

    /** Returns who listens to what has changed of a cache: one in each {@code Aside} that has a cache of that name. */
    List<ChangeListener> of(String cache) {
        return changes.getOrDefault(cache, List.of());
    }

    /** The database has gone back. */
    void older(long life) {
        ages.forEach(listener -> tell(() -> listener.accept(life)));
    }

    /** Something is told to whom it concerns; what one of them throws concerns no other. */
    void tell(String cache, Consumer<ChangeListener> what) {
        of(cache).forEach(listener -> tell(() -> what.accept(listener)));
    }

    /** Everything may have changed. */
    void tellAll() {
        caches().forEach(cache -> tell(cache, ChangeListener::allChanged));
    }

    private static void tell(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "a change that the database told of has failed: " + e.getMessage(), e);
        }
    }
}
