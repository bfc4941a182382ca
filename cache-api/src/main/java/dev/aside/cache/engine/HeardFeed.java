package dev.aside.cache.engine;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Scheduler.Scheduled;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotKey.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The feed of a cache whose servers push nothing, by way of the database that it is loaded from: who changes a slot tells the others,
 * once the store knows. A copy is guarded by it from when it was asked for: no read has to register.
 */
final class HeardFeed implements InvalidationFeed {

    /*
     * Why what has been heard may be forgotten at once
     * ------------------------------------------------
     * Redis pushes a slot whenever a step has changed it. Here whoever has made the step says so, and after it: so whoever hears of it and
     * reads the slot anew finds the change. What a transaction changes is told twice. At its COMMIT, by the transaction itself, as its
     * process may be killed right after; its fences stand by then, and nobody keeps what they cover. And when they have come down, since a
     * server may have forgotten a fence in between, and have been filled by a load from before the COMMIT. A change is acknowledged when
     * the last of this has been accepted.
     */

    /** So many keys are told one by one. Of more at once it is told that everything has changed. */
    static final int MOST_KEYS = 1_000;

    private static final int SOURCE = 0;

    private final ChangeFeed feed;
    private final String cacheName;
    private final CacheRuntime runtime;
    private final Duration patience;
    private final AtomicLong epoch = new AtomicLong();
    private volatile ChangeFeed.@Nullable Voice voice;

    private HeardFeed(ChangeFeed feed, CacheOptions<?, ?> options, CacheRuntime runtime) {
        this.feed = feed;
        this.cacheName = options.name();
        this.runtime = runtime;
        this.patience = options.limits().operation();
    }

    /** Returns the feed of a cache, or null if it is loaded from no database that has one. */
    static @Nullable HeardFeed of(CacheOptions<?, ?> options, CacheRuntime runtime) {
        CommitSource source = options.source().commits();
        ChangeFeed feed = source == null ? null : source.feed();
        return feed == null ? null : new HeardFeed(feed, options, runtime);
    }

    @Override
    public Subscription subscribe(Listener listener, Duration proofEvery) {
        ChangeFeed.Voice mine = feed.join(cacheName, new Ear(listener), proofEvery);
        voice = mine;
        return mine::close;
    }

    @Override
    public int sources() {
        return 1;
    }

    @Override
    public long epoch() {
        return epoch.get();
    }

    /** Returns by whose voice the changes of this cache are told. */
    ChangeFeed.@Nullable Voice voice() {
        return voice;
    }

    /** Tells the others that these have changed. Returns whether that is known to have been accepted in the time of one step. */
    CompletableFuture<Boolean> tell(Collection<SlotKey> slots) {
        List<ChangeRecord> changes = records(slots);
        ChangeFeed.Voice mine = voice;
        if (changes.isEmpty() || mine == null) {
            return CompletableFuture.completedFuture(changes.isEmpty());
        }
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Scheduled late = runtime.scheduler().schedule(() -> told.complete(false), patience);
        mine.tell(changes).whenComplete((accepted, error) -> {
            late.cancel();
            told.complete(error == null && accepted);
        });
        return told;
    }

    /** Copies know neither their tags nor the epoch of all tags: one change of a tag has them all looked at. */
    List<ChangeRecord> records(Collection<SlotKey> slots) {
        if (slots.size() > MOST_KEYS) {
            return List.of(record('g', new byte[0]));
        }
        return slots.stream()
                .filter(slot -> slot.kind() != Kind.TAG_EPOCH)
                .map(this::record)
                .distinct()
                .toList();
    }

    private ChangeRecord record(SlotKey slot) {
        return record(letter(slot.kind()), slot.kind() == Kind.ENTRY ? slot.bytes() : new byte[0]);
    }

    /** Returns by what a change of such a slot is known in a {@link ChangeRecord}. */
    static char letter(Kind kind) {
        return switch (kind) {
            case ENTRY -> 'e';
            case TAG -> 't';
            case GENERATION, TAG_EPOCH -> 'g';
        };
    }

    private ChangeRecord record(char kind, byte[] key) {
        return new ChangeRecord(cacheName, kind, key);
    }

    /** Hears for the tier that is guarded. */
    private final class Ear implements ChangeFeed.Hearer {
        private final Listener listener;
        private long askedNanos;
        private boolean isAsked;

        Ear(Listener listener) {
            this.listener = listener;
        }

        /** What cannot be told apart is everything. */
        @Override
        public void changed(List<ChangeRecord> changes) {
            try {
                changes.forEach(change -> listener.changed(SOURCE, slot(change)));
            } catch (RuntimeException e) {
                lost();
            }
        }

        private SlotKey slot(ChangeRecord change) {
            Kind kind = switch (change.kind()) {
                case 'e' -> Kind.ENTRY;
                case 't' -> Kind.TAG;
                default -> Kind.GENERATION;
            };
            return SlotKey.ofBytes(kind, change.key());
        }

        @Override
        public void lost() {
            isAsked = false;
            epoch.incrementAndGet();
            listener.lost(SOURCE);
        }

        @Override
        public void asked() {
            askedNanos = runtime.ticker().nanos();
            isAsked = true;
        }

        /** Who has joined in between was not asked. */
        @Override
        public void proven() {
            if (isAsked) {
                listener.proven(SOURCE, askedNanos);
            }
        }
    }
}
