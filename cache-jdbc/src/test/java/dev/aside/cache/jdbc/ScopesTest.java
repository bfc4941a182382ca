package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.Endpoint;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whom a thread has said that it wants to ask. */
final class ScopesTest {

    private final Scopes scopes = new Scopes();

    @Test
    void theInnermostOneHolds() {
        assertThat(scopes.wanted(null)).isNull();
        RouteScope outer = scopes.open(Endpoint.reader());
        RouteScope inner = scopes.open(Endpoint.group("reports"));
        assertThat(scopes.wanted(null)).isEqualTo(Endpoint.group("reports"));
        inner.close();
        inner.close();
        assertThat(scopes.wanted(null)).isEqualTo(Endpoint.reader());
        outer.close();
        assertThat(scopes.wanted(null)).isNull();
    }

    /** Whoever does so has none left in the end. */
    @Test
    void closedInAnotherOrder_noneIsLeft() {
        RouteScope outer = scopes.open(Endpoint.reader());
        RouteScope inner = scopes.open(Endpoint.group("reports"));
        outer.close();
        assertThat(scopes.wanted(null)).isEqualTo(Endpoint.group("reports"));
        inner.close();
        assertThat(scopes.wanted(null)).isNull();
    }

    @Test
    void closedByAnotherThread_itIsClosed() {
        RouteScope scope = scopes.open(Endpoint.reader());
        CompletableFuture.runAsync(scope::close).join();
        assertThat(scopes.wanted(null)).isNull();
    }
}
