package dev.aside.cache.leaderboard;

/**
 * How far ahead a member is.
 *
 * @param better the share of the members that have a better score, from 0 to less than 1: whoever is first has 0
 * @param error by how much it may be wrong, either way; 0 where it is exact
 */
public record Percentile(double better, double error) {}
