package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** The feed of the redis-server of this machine. */
final class FeedIT extends ServerFeed {

    FeedIT() {
        super(Site.open(RedisServer.start()));
    }
}
