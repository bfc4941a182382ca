package dev.aside.simulation.model;

/** How a node goes about a server like Redis: as is right, unless it was told otherwise. */
final class FarRules {
    boolean hasFeed = true;
    boolean hasReaders;
    SlotCode code = SlotCode.SHIPPED;
    FeedRule feed = FeedRule.RIGHT;
    FollowerRule followers = FollowerRule.RIGHT;
}
