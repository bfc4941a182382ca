package dev.aside.cache.jdbc;

/**
 * Says for one thread whom the connections are to that it borrows, until it is closed. Made by {@link EndpointDataSource#route}.
 * Scopes are closed by the thread that opened them, the innermost first, as {@code try} does.
 */
public interface RouteScope extends AutoCloseable {

    /** Ends the scope: what was said before it holds again. Connections that have been borrowed are not touched. Idempotent. */
    @Override
    void close();
}
