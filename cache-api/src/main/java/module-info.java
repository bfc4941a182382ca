/**
 * Aside's contract, and the engine that needs no backend.
 */
module dev.aside.cache.api {
    requires transitive static org.jspecify;

    exports dev.aside.cache.codec;
}
