package dev.aside;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.engine.session.EngineSessions;
import dev.aside.cache.engine.session.SessionOptions;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;

/** The session stores that share a backend, each under its own name. */
final class SessionStores {

    private final Ports ports;
    private final Registry<EngineSessions> stores = new Registry<>("session store", EngineSessions::close);

    SessionStores(Ports ports) {
        this.ports = ports;
    }

    Payload.Form form() {
        return ports.backend().form();
    }

    /** Returns whether other processes may have the same sessions. */
    boolean isShared() {
        return ports.backend()
                .find(SessionBackend.class)
                .map(SessionBackend::isShared)
                .orElse(true);
    }

    SessionStore build(SessionOptions options) {
        stores.checkOpen();
        SessionBackend backend = ports.backend()
                .find(SessionBackend.class)
                .orElseThrow(() -> new CacheConfigurationException(
                        options.name() + ": the " + ports.backend().name() + " backend cannot keep sessions"));
        boolean knowsPrincipals = backend.abilities().contains(SessionBackend.Ability.PRINCIPALS);
        boolean knowsEnds = backend.abilities().contains(SessionBackend.Ability.EXPIRY_EVENTS);
        refuse(options, "maximumPerPrincipal", options.limits().perPrincipal() > 0 && !knowsPrincipals);
        refuse(options, "onExpiry", options.onExpiry() != null && !knowsEnds);
        EngineSessions sessions = EngineSessions.build(options, ports, backend);
        stores.add(options.name(), sessions);
        ports.recorder().built(sessions);
        return sessions;
    }

    private void refuse(SessionOptions options, String setting, boolean isAsked) {
        if (isAsked) {
            throw new CacheConfigurationException(options.name() + ": " + setting + " is not possible with the "
                    + ports.backend().name() + " backend");
        }
    }

    void close() {
        stores.close();
    }
}
