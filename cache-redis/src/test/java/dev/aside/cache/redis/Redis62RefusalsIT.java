package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** What the oldest Redis that will do does not do. */
final class Redis62RefusalsIT extends ServerRefusals {

    Redis62RefusalsIT() {
        super(Site.open(RedisServer.builder().version62().start()));
    }
}
