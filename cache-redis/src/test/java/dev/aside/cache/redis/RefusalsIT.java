package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** What the redis-server of this machine does not do. */
final class RefusalsIT extends ServerRefusals {

    RefusalsIT() {
        super(RedisServer.start());
    }
}
