package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** The feed of the oldest Redis that will do. */
final class Redis62FeedIT extends ServerFeed {

    Redis62FeedIT() {
        super(Site.open(RedisServer.builder().version62().start()));
    }
}
