package dev.aside.cache.memcached;

/**
 * What the parts of one cache's batches work with.
 *
 * @param fleet has the slots
 * @param slots what steps make of them
 * @param lanes who changes which of them just now
 */
record Tools(Fleet fleet, Slots slots, Lanes lanes) {}
