package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** Sessions on the redis-server of this machine, with a replica that is never asked for them. */
final class SessionsIT extends ServerSessions {

    SessionsIT() {
        super(Site.withReader(RedisServer.start()));
    }
}
