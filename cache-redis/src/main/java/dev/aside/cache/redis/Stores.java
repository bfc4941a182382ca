package dev.aside.cache.redis;

import dev.aside.cache.spi.Comeback;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The caches whose slots are on one server, which are told what happens to it. */
final class Stores {

    /** How often a feed is given a proof that nobody wants more often. */
    private static final Duration RARE = Duration.ofHours(1);

    private final List<Store> all = new CopyOnWriteArrayList<>();

    /** A cache, as its server knows it. */
    interface Store {
        RedisFeed feed();

        /** Returns how long changes are remembered. */
        Duration memory();

        /** Another server answers in the place of the one that was there. */
        void tellOfAnother(Comeback back);
    }

    void add(Store store) {
        all.add(store);
    }

    void remove(Store store) {
        all.remove(store);
    }

    /** Returns whether somebody listens to a feed. */
    boolean isWatched() {
        return all.stream().anyMatch(store -> store.feed().isWatched());
    }

    /** Returns how often a feed wants a proof, or the longest if none wants one more often. */
    Duration proofEvery(Duration longest) {
        Duration shortest = longest;
        for (Store store : all) {
            shortest = store.feed().proofEvery(shortest);
        }
        return shortest;
    }

    /** Has the feeds that somebody listens to given a proof, as often as one of them wants it, if the server gives one. */
    void prove(Wire by) {
        Keys keys = null;
        for (Store store : all) {
            keys = store.feed().isWatched() ? store.feed().keys() : keys;
        }
        if (keys != null) {
            by.prove(keys, proofEvery(RARE));
        }
    }

    /** The server says that something of this name has changed. */
    void changed(byte[] name) {
        all.forEach(store -> store.feed().changed(name));
    }

    /** What was pushed may not have arrived. */
    void lost() {
        all.forEach(store -> store.feed().lost());
    }

    /** All has arrived that was pushed before then. */
    void proven(long sentNanos) {
        all.forEach(store -> store.feed().proven(sentNanos));
    }

    /** @param back how the other server has come, for a store that remembers changes for so long */
    void tellOfAnother(Function<Duration, Comeback> back) {
        all.forEach(store -> store.tellOfAnother(back.apply(store.memory())));
    }
}
