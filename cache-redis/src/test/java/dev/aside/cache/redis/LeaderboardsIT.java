package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;

/** Leaderboards on the redis-server of this machine, whose pages are asked by the connection of a reader, which is the server itself. */
final class LeaderboardsIT extends ServerBoards {

    LeaderboardsIT() {
        super(Site.withItselfAsReader(RedisServer.start()));
    }
}
