package dev.aside.cache.local.matrix;

import dev.aside.CacheBuilder;
import dev.aside.cache.NotWrittenException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database of a case, and the judge of what was read: it keeps every value a key has had, and when a change away from it
 * was acknowledged. Values of keys that were never set are made up, so that everything can be loaded.
 */
final class Source {

    /** How a load or a write ends. */
    enum Mood {
        WELL,
        FAILS,
        WRITES_NOTHING
    }

    /** A value, and since when everybody has to know that it replaced the one before. */
    private static final class Revision {
        final @Nullable Object value;
        long ownSince = Long.MAX_VALUE;
        long otherSince = Long.MAX_VALUE;

        Revision(@Nullable Object value) {
            this.value = value;
        }
    }

    private final Configuration configuration;
    private final Map<String, List<Revision>> keys = new HashMap<>();
    private Mood mood = Mood.WELL;
    private Runnable duringLoad = () -> {};
    private int versions;
    private int loads;
    private int calls;

    Source(Configuration configuration) {
        this.configuration = configuration;
    }

    void applyTo(CacheBuilder<String, Object> builder) {
        switch (configuration.loads()) {
            case SINGLE -> builder.load(this::load);
            case OPTIONAL -> builder.loadOptional(key -> Optional.ofNullable(load(key)));
            case BULK -> builder.loadAll(this::loadAll);
            case BOTH -> builder.load(this::load).loadAll(this::loadAll);
        }
        configuration.write().applyTo(builder, this);
    }

    private @Nullable Object load(String key) {
        calls++;
        loads++;
        Object value = value(key);
        interfere();
        return value;
    }

    private Map<String, Object> loadAll(Set<String> asked) {
        calls++;
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : asked) {
            loads++;
            Object value = value(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        interfere();
        return values;
    }

    private void interfere() {
        Runnable once = duringLoad;
        duringLoad = () -> {};
        once.run();
        if (mood != Mood.WELL) {
            throw new IllegalStateException("the source is down");
        }
    }

    void write(String key, Object value) throws NotWrittenException {
        if (mood == Mood.WRITES_NOTHING) {
            throw new NotWrittenException("refused by the source", null);
        } else if (mood == Mood.FAILS) {
            throw new IllegalStateException("the source is down");
        }
        set(key, value);
    }

    /** Runs something in the middle of the next load: after it has read, before it returns. */
    void duringNextLoad(Runnable interference) {
        duringLoad = interference;
    }

    void mood(Mood now) {
        mood = now;
    }

    Object newValue(String key) {
        return configuration.content().of(key, ++versions);
    }

    /** Changes the value, and tells nobody. */
    Object change(String key) {
        Object value = newValue(key);
        set(key, value);
        return value;
    }

    void set(String key, @Nullable Object value) {
        revisions(key).add(new Revision(value));
    }

    @Nullable
    Object value(String key) {
        List<Revision> revisions = revisions(key);
        return revisions.get(revisions.size() - 1).value;
    }

    private List<Revision> revisions(String key) {
        return keys.computeIfAbsent(key, absent -> {
            List<Revision> first = new ArrayList<>();
            first.add(new Revision(newValue(key)));
            return first;
        });
    }

    /** The present values have been acknowledged as changes. */
    void acknowledged(Iterable<String> changed, long nanos, boolean byThisNode) {
        for (String key : changed) {
            for (Revision revision : revisions(key)) {
                if (byThisNode) {
                    revision.ownSince = Math.min(revision.ownSince, nanos);
                } else {
                    revision.otherSince = Math.min(revision.otherSince, nanos);
                }
            }
        }
    }

    /** Returns whether a read that began then may have been answered so. */
    boolean allows(String key, @Nullable Object answer, long began) {
        List<Revision> revisions = revisions(key);
        int least = 0;
        for (int i = 0; i < revisions.size(); i++) {
            if (mustBeKnown(revisions.get(i), began)) {
                least = i;
            }
        }
        return revisions.subList(least, revisions.size()).stream()
                .anyMatch(revision -> Objects.equals(revision.value, answer));
    }

    private boolean mustBeKnown(Revision revision, long began) {
        if (revision.ownSince <= began) {
            return true;
        }
        if (revision.otherSince == Long.MAX_VALUE || configuration.mode() == Configuration.Mode.EVENTUAL) {
            return false;
        }
        return revision.otherSince + configuration.mode().consistency.bound().toNanos() <= began;
    }

    int loads() {
        return loads;
    }

    int calls() {
        return calls;
    }
}
