package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitBound;
import dev.aside.cache.route.CommitPosition;

/** Remembers how a transaction has ended. */
class Ending implements CommitBound {

    CommitPosition position = CommitPosition.NONE;
    String how = "";

    @Override
    public void beforeCommit() {
        how += "before ";
    }

    @Override
    public ChangeOutcome committed(CommitPosition place) {
        position = place;
        how += "committed";
        return ChangeOutcome.APPLIED;
    }

    @Override
    public void rolledBack() {
        how += "rolled back";
    }

    @Override
    public void unknown() {
        how += "unknown";
    }

    @Override
    public void rolledBackPartly() {
        how += "partly ";
    }
}
