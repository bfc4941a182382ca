/**
 * Aside's contract, and the engine that needs no backend.
 *
 * @uses dev.aside.cache.spi.LocalTiers the embedded backend and the near tier
 */
module dev.aside.cache.api {
    requires static transitive org.jspecify;

    exports dev.aside;
    exports dev.aside.cache;
    exports dev.aside.cache.codec;
    exports dev.aside.cache.leaderboard;
    exports dev.aside.cache.route;
    exports dev.aside.cache.session;
    exports dev.aside.cache.spi;

    uses dev.aside.cache.spi.LocalTiers;
}
