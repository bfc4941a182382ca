package dev.aside.cache;

import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.CommitPosition;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one user has changed, while this thread works for him. Caches in {@link Consistency#READ_YOUR_WRITES} mode show him his own
 * changes on every node that knows his token:
 *
 * <pre>{@code
 * try (OwnChanges mine = OwnChanges.begin(ChangeToken.decode(cookie))) {
 *     products.invalidate(42L);               // on this node
 *     response.setCookie(mine.token().encode());
 * }
 * }</pre>
 *
 * <p>What the thread changes meanwhile in caches of any mode is added when it has been told: keys, tags, all of a cache, change
 * scopes, and what is bound to a transaction, with its COMMIT on this thread. So is what an asynchronous call changes that began
 * here, also if it ends elsewhere, or later. What has ended with {@link dev.aside.cache.route.ChangeOutcome#UNKNOWN}, or with an
 * error, is not. A change that is PENDING is seen on the node that made it; on others once it has been acknowledged.
 *
 * <p>Reads on this thread of what is in the token pass by the copies of this process, ask the cache's writer, join no load that began
 * before them, and load, if they must, what is at least as new. All others are as without. A tag counts for its whole cache, as
 * copies do not know their tags. A change counts until the bound of its cache has passed, by the clock of the cache's server, and two
 * seconds more, as clocks differ; but for no longer than a minute. After that the bound is what holds.
 *
 * <p>One within another sees the changes of both, and what is changed then is in both. A session carries them by itself: {@link
 * dev.aside.cache.session.Session#ownChanges()}.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads; it is bound to the one that began it, and must be closed there. <b>Blocking:</b>
 * never. <b>Null:</b> a null argument is a {@link NullPointerException}.
 */
public final class OwnChanges implements AutoCloseable {

    private static final ThreadLocal<@Nullable OwnChanges> CURRENT = new ThreadLocal<>();

    private final AtomicReference<ChangeToken> token;
    private final @Nullable OwnChanges outer;
    private volatile boolean closed;

    private OwnChanges(AtomicReference<ChangeToken> token, @Nullable OwnChanges outer) {
        this.token = token;
        this.outer = outer;
    }

    /**
     * Begins on this thread.
     *
     * @param token what the user has changed before, or {@link ChangeToken#NONE}
     * @return what ends it when it is closed
     */
    public static OwnChanges begin(ChangeToken token) {
        return begin(new AtomicReference<>(Objects.requireNonNull(token, "token")));
    }

    /**
     * Begins on this thread, where several threads work for one user.
     *
     * @param token what the user has changed, which is added to; shared by all who are given it
     * @return what ends it when it is closed
     */
    public static OwnChanges begin(AtomicReference<ChangeToken> token) {
        OwnChanges own = new OwnChanges(Objects.requireNonNull(token, "token"), current());
        CURRENT.set(own);
        return own;
    }

    /**
     * Returns what this thread works under.
     *
     * @return the innermost that is not closed, or null if there is none
     */
    public static @Nullable OwnChanges current() {
        OwnChanges own = CURRENT.get();
        while (own != null && own.closed) {
            own = own.outer;
        }
        return own;
    }

    /**
     * Returns what the user has changed, until now.
     *
     * @return the token, which is for the next that works for him
     */
    public ChangeToken token() {
        return Objects.requireNonNull(token.get());
    }

    /**
     * For caches: adds what was changed.
     *
     * @param slots numbers that stand for what has changed; not zero
     * @param untilMillis until when they count, by the clock of the cache's server
     * @param floor what a load must have seen
     * @param nowMillis the time, by the same clock
     */
    public void add(Collection<Long> slots, long untilMillis, CommitPosition floor, long nowMillis) {
        for (OwnChanges own = this; own != null; own = own.outer) {
            own.token.updateAndGet(before -> before.with(slots, untilMillis, floor, nowMillis));
        }
    }

    /**
     * For caches: returns whether nothing of it counts any more.
     *
     * @param nowMillis the time, by the clock of the cache's server
     * @return whether all has ended
     */
    public boolean isOver(long nowMillis) {
        return token().isOver(nowMillis) && (outer == null || outer.isOver(nowMillis));
    }

    /**
     * For caches: returns what a load of a key must have seen that the user has changed.
     *
     * @param cache the number that stands for its whole cache
     * @param slot the number that stands for it
     * @param nowMillis the time, by the clock of the cache's server
     * @return the position, {@link CommitPosition#NONE} if a load need have seen nothing; or null if he has not changed it lately
     */
    public @Nullable CommitPosition floorOf(long cache, long slot, long nowMillis) {
        CommitPosition mine = token().floorOf(cache, slot, nowMillis);
        CommitPosition others = outer == null ? null : outer.floorOf(cache, slot, nowMillis);
        if (mine == null || others == null) {
            return mine == null ? others : mine;
        }
        return mine.merge(others);
    }

    /** Ends it on this thread; what it was begun within goes on. Closing it twice does nothing more. */
    @Override
    public void close() {
        closed = true;
        OwnChanges left = current();
        if (left == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(left);
        }
    }
}
