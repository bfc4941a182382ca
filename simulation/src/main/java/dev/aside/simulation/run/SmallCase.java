package dev.aside.simulation.run;

import dev.aside.simulation.plan.Plan;

/**
 * A run small enough for every order in it to be tried.
 *
 * @param name what it is called
 * @param plan what is done and what goes wrong, each fault at any time
 * @param nodes on how many nodes; caller {@code i} lives on node {@code i % nodes}
 * @param lapses how often time may pass while something is still under way
 * @param warm whether every node has read every key before
 */
public record SmallCase(String name, Plan plan, int nodes, int lapses, boolean warm) {}
