package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** What the redis-server of this machine does not do. */
final class RefusalsIT extends ServerRefusals {

    RefusalsIT() {
        super(Site.open(RedisServer.start()));
    }
}
