package dev.aside.cache.jdbc;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.Endpoint;
import org.jspecify.annotations.Nullable;

/** Whom each thread has said that it wants to ask. */
final class Scopes {

    @SuppressWarnings("ThreadLocalUsage") // one data source says nothing of another
    private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

    RouteScope open(Endpoint endpoint) {
        Scope scope = new Scope(endpoint, LoadContext.current(), current.get());
        current.set(scope);
        return scope;
    }

    /** Returns whom the thread wants to ask, or null if it has not said. A load begun since then has not. */
    @Nullable
    Endpoint wanted(@Nullable LoadContext load) {
        Scope scope = current.get();
        return scope == null || scope.load != load ? null : scope.endpoint;
    }

    private final class Scope implements RouteScope {
        private final Endpoint endpoint;
        private final @Nullable LoadContext load;
        private final @Nullable Scope outer;
        private boolean closed;

        Scope(Endpoint endpoint, @Nullable LoadContext load, @Nullable Scope outer) {
            this.endpoint = endpoint;
            this.load = load;
            this.outer = outer;
        }

        @Override
        public void close() {
            if (closed || current.get() != this) {
                return;
            }
            closed = true;
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
    }
}
