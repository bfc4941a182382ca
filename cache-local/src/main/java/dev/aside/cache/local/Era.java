package dev.aside.cache.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One life of a table's contents, with what is true of all of them. Immutable, apart from the contents.
 *
 * @param <K> the type of the keys
 */
final class Era<K> {

    private final Cache<K, Holder> cache;
    private final Policy<K, Holder> policy;

    /** The epoch that a holder must be of, once {@link #retired}. */
    final int epoch;

    /** Whether the epoch has moved since the contents began, so that only holders which name it count. */
    final boolean retired;

    /** Whether a hit must look at more than the time: at the epoch, or at when the entry was last read. */
    final boolean exacting;

    private final boolean idles;

    /** The token of the whole cache under which contents are put; zero if there is none. */
    final long token;

    /** @param idles whether entries end when they are not read */
    Era(Cache<K, Holder> cache, int epoch, boolean retired, long token, boolean idles) {
        this.cache = cache;
        this.policy = cache.policy();
        this.epoch = epoch;
        this.retired = retired;
        this.token = token;
        this.idles = idles;
        this.exacting = retired || idles;
    }

    /** The same contents, all of them outdated. */
    Era<K> retire() {
        return new Era<>(cache, epoch + 1, true, token, idles);
    }

    /** Returns whether the holder is not outdated. */
    boolean has(Holder holder) {
        return !retired || (holder instanceof WideHolder wide && wide.epoch == epoch);
    }

    /** Looks without recording the read. */
    @Nullable
    Holder peek(K key) {
        return policy.getIfPresentQuietly(key);
    }

    /** Lets the policy know of a read. */
    void record(K key) {
        Holder unused = cache.getIfPresent(key);
    }

    ConcurrentMap<K, Holder> map() {
        return cache.asMap();
    }

    long estimatedSize() {
        return cache.estimatedSize();
    }

    /** Runs what Caffeine has put off. */
    void cleanUp() {
        cache.cleanUp();
    }
}
