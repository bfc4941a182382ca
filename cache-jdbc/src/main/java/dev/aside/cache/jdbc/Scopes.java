package dev.aside.cache.jdbc;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.Endpoint;
import org.jspecify.annotations.Nullable;

/** Whom each thread has said that it wants to ask. */
final class Scopes {

    @SuppressWarnings("ThreadLocalUsage") // one data source says nothing of another
    private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

    RouteScope open(Endpoint endpoint) {
        Scope scope = new Scope(endpoint, LoadContext.current(), top());
        current.set(scope);
        return scope;
    }

    /** Returns whom the thread wants to ask, or null if it has not said. A load begun since then has not. */
    @Nullable
    Endpoint wanted(@Nullable LoadContext load) {
        Scope scope = top();
        return scope == null || scope.load != load ? null : scope.endpoint;
    }

    /** Returns the innermost one that is open: one may have been closed before those within it, or by another thread. */
    private @Nullable Scope top() {
        Scope scope = current.get();
        if (scope == null || !scope.closed) {
            return scope;
        }
        while (scope != null && scope.closed) {
            scope = scope.outer;
        }
        if (scope == null) {
            current.remove();
        } else {
            current.set(scope);
        }
        return scope;
    }

    private final class Scope implements RouteScope {
        private final Endpoint endpoint;
        private final @Nullable LoadContext load;
        private final @Nullable Scope outer;
        private volatile boolean closed;

        Scope(Endpoint endpoint, @Nullable LoadContext load, @Nullable Scope outer) {
            this.endpoint = endpoint;
            this.load = load;
            this.outer = outer;
        }

        @Override
        public void close() {
            closed = true;
            Scope unused = top();
        }
    }
}
