package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;

/**
 * A writer's position, and when it was read.
 *
 * @param nanos when, by true time
 * @param position the position
 */
public record Sample(long nanos, CommitPosition position) {}
