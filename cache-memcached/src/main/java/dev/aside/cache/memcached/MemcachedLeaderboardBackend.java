package dev.aside.cache.memcached;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LeaderboardBackend;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What Memcached can do for leaderboards: the best in their order, what one's own score is, and about where that stands. It has no
 * sorted sets, cannot be asked what it holds, and forgets what it has no room for.
 *
 * @param maximumBytes of an item
 */
record MemcachedLeaderboardBackend(int maximumBytes, BiFunction<BoardSpec, CacheRuntime, BoardStore> opening)
        implements LeaderboardBackend {

    @Override
    public Set<Ability> abilities() {
        return Set.of();
    }

    /** All but that which would have to know how many behind the page have the same score as its last. */
    @Override
    public Set<RankStyle> styles() {
        return EnumSet.complementOf(EnumSet.of(RankStyle.MODIFIED));
    }

    @Override
    public int longestTop() {
        return SheetSize.longestTop(maximumBytes);
    }

    /** @throws CacheConfigurationException if the board is cut to more members than are kept in order, or has MODIFIED ranks */
    @Override
    public BoardStore open(BoardSpec spec, CacheRuntime runtime) {
        long members = spec.definition().maximumMembers();
        int most = SheetSize.mostMembers(maximumBytes);
        if (members > most) {
            throw new CacheConfigurationException(spec.boardName() + ": memcached keeps " + most
                    + " members in order, and so a board is cut to up to as many, or to none at all, and not to "
                    + members);
        } else if (!styles().contains(spec.definition().style())) {
            throw new CacheConfigurationException(spec.boardName() + ": memcached does not count ranks "
                    + spec.definition().style());
        }
        return opening.apply(spec, runtime);
    }
}
