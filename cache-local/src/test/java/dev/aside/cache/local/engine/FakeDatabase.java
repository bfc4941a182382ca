package dev.aside.cache.local.engine;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitBound;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.TransactionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database of which only the transactions are there, and what it tells caches. */
final class FakeDatabase implements CommitSource {

    final List<ChangeListener> listeners = new ArrayList<>();
    final List<LongConsumer> ages = new ArrayList<>();

    /** By which nodes hear of each other's changes, if it has notifications. */
    @Nullable
    FakeFeed feed;

    @Override
    public Listening onOlder(LongConsumer listener) {
        ages.add(listener);
        return () -> ages.remove(listener);
    }

    @Override
    public Listening onChange(String cache, ChangeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public @Nullable ChangeFeed feed() {
        return feed;
    }

    /** Begins a transaction of the calling thread, in which nothing was sent yet. */
    Tx begin() {
        return new Tx();
    }

    final class Tx extends TransactionContext implements AutoCloseable {
        private final Map<Class<?>, CommitBound> bounds = new LinkedHashMap<>();
        private boolean isOpen = true;
        private boolean hasBegun;
        private boolean hasWritten;

        private Tx() {
            use();
        }

        Tx reads() {
            hasBegun = true;
            return this;
        }

        Tx writes() {
            hasWritten = true;
            return reads();
        }

        void beforeCommit() {
            bounds.values().forEach(CommitBound::beforeCommit);
        }

        void commit(CommitPosition position) {
            beforeCommit();
            tell();
            committed(position);
        }

        /** COMMIT: what the transaction itself says is heard with it. */
        void tell() {
            FakeFeed by = feed;
            if (by != null) {
                bounds.values().forEach(bound -> bound.told().forEach(by::say));
            }
        }

        void committed(CommitPosition position) {
            bounds.values().forEach(bound -> bound.committed(position));
            close();
        }

        List<ChangeRecord> records() {
            return bounds.values().stream()
                    .flatMap(bound -> bound.records().stream())
                    .toList();
        }

        void rollback() {
            bounds.values().forEach(CommitBound::rolledBack);
            close();
        }

        void rollbackPartly() {
            bounds.values().forEach(CommitBound::rolledBackPartly);
        }

        void loses() {
            beforeCommit();
            bounds.values().forEach(CommitBound::unknown);
            close();
        }

        @Override
        public CommitSource source() {
            return FakeDatabase.this;
        }

        @Override
        public boolean isOpen() {
            return isOpen;
        }

        @Override
        public boolean hasBegun() {
            return hasBegun;
        }

        @Override
        public boolean hasWritten() {
            return hasWritten || !bounds.isEmpty();
        }

        @Override
        public <B extends CommitBound> B bound(Class<B> kind, Supplier<B> first) {
            return kind.cast(bounds.computeIfAbsent(kind, key -> first.get()));
        }

        @Override
        public void close() {
            isOpen = false;
            leave();
        }
    }
}
