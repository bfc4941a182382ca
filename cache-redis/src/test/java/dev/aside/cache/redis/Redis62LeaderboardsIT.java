package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** Leaderboards on the oldest Redis that will do. */
final class Redis62LeaderboardsIT extends ServerBoards {

    Redis62LeaderboardsIT() {
        super(Site.open(RedisServer.builder().version62().start()));
    }
}
