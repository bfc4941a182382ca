package dev.aside.cache.jdbc;

/**
 * What a data source has counted since it was made. Cheap to ask for, again and again.
 *
 * @param readerFallbacks how often who asked for a reader was given the writer, as there was none
 * @param refusals how often who wanted a connection was refused, or waited in vain
 * @param writerChanges how often another node became the writer, the first one included
 * @param nodesLost how often a node stopped to answer
 * @param unknownOutcomes how often nobody knew whether a transaction was committed
 */
public record DatabaseStats(
        long readerFallbacks, long refusals, long writerChanges, long nodesLost, long unknownOutcomes) {}
