package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** Sessions on the oldest Redis that will do. */
final class Redis62SessionsIT extends ServerSessions {

    Redis62SessionsIT() {
        super(Site.open(RedisServer.builder().version62().start()));
    }
}
