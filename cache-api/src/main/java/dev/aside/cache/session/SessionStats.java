package dev.aside.cache.session;

/**
 * The counts of one session store since it was built, on this node.
 *
 * @param created the sessions stored first
 * @param nearHits the loads answered in this process
 * @param farHits the loads answered by the server
 * @param misses the loads of ids that are no session's
 * @param saves the saves that changed something
 * @param refused the saves refused: gone, in conflict, too large, or too many sessions
 * @param deleted the sessions ended by a call
 * @param expired the sessions that listeners were told of as having ended by themselves; zero without a listener
 * @param unreadable the attributes that could not be read
 * @param unavailable the calls that the server did not answer
 * @param degraded of these, those that were answered all the same, as an option allows
 */
public record SessionStats(
        long created,
        long nearHits,
        long farHits,
        long misses,
        long saves,
        long refused,
        long deleted,
        long expired,
        long unreadable,
        long unavailable,
        long degraded) {}
