package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** The contract against the redis-server of this machine. */
final class RedisContractIT extends ServerContract {

    RedisContractIT() {
        super(Site.open(RedisServer.start()));
    }
}
