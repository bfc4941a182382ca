package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** The contract against the oldest Redis that will do. */
final class Redis62ContractIT extends ServerContract {

    Redis62ContractIT() {
        super(Site.open(RedisServer.builder().version62().start()));
    }
}
