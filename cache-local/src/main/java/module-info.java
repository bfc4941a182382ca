/**
 * Caches within this process: the near tier, and a backend that needs no server.
 *
 * @provides dev.aside.cache.spi.LocalTiers the embedded backend and the near tier
 */
module dev.aside.cache.local {
    requires transitive dev.aside.cache.api;
    requires com.github.benmanes.caffeine;
    requires static transitive org.jspecify;

    exports dev.aside.cache.local;

    provides dev.aside.cache.spi.LocalTiers with
            dev.aside.cache.local.CaffeineTiers;
}
