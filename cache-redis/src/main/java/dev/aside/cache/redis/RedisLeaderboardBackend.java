package dev.aside.cache.redis;

import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LeaderboardBackend;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

/** What Redis can do for leaderboards: everything. */
record RedisLeaderboardBackend(BiFunction<BoardSpec, CacheRuntime, BoardStore> opening) implements LeaderboardBackend {

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public BoardStore open(BoardSpec spec, CacheRuntime runtime) {
        return opening.apply(spec, runtime);
    }
}
