package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.StepReply.TokenSeen;

/**
 * The tokens of the whole cache, as a load saw them before it asked for its lease.
 *
 * @param generation the cache's own
 * @param tagEpoch the one that every change of a tag moves; zero for a cache without tags
 * @param floor the highest of their floors
 * @param open whether a change of one is open, so that nothing may be stored
 */
record Tokens(long generation, long tagEpoch, CommitPosition floor, boolean open) {

    static final Tokens UNSEEN = new Tokens(0, 0, CommitPosition.NONE, true);

    static Tokens of(TokenSeen generation) {
        return new Tokens(generation.id(), 0, generation.floor(), generation.open());
    }

    Tokens withTagEpoch(TokenSeen seen) {
        return new Tokens(generation, seen.id(), floor.merge(seen.floor()), open || seen.open());
    }
}
