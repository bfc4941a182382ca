package dev.aside.cache.local;

import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LeaderboardBackend;
import java.util.EnumSet;
import java.util.Set;

/** What the embedded backend can do for leaderboards: everything. Each board that is opened is one of its own. */
final class EmbeddedLeaderboardBackend implements LeaderboardBackend {

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public BoardStore open(BoardSpec spec, CacheRuntime runtime) {
        return new EmbeddedBoard(spec, runtime);
    }
}
