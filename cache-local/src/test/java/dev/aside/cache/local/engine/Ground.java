package dev.aside.cache.local.engine;

import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;

/** The kinds of backend that a behaviour is tried on. */
enum Ground {
    /** In this process, by reference. */
    REFERENCE,
    /** In this process, encoded. */
    COPYING,
    /** A server, and a near tier in front of it. */
    FAR_NEAR,
    /** A server alone. */
    FAR;

    boolean isFar() {
        return this == FAR || this == FAR_NEAR;
    }

    boolean holdsBytes() {
        return this != REFERENCE;
    }

    CacheBackend backend(InMemoryServer server) {
        return switch (this) {
            case REFERENCE -> EmbeddedBackend.create();
            case COPYING -> EmbeddedBackend.copying();
            case FAR_NEAR, FAR -> new InMemoryBackend(server);
        };
    }
}
