package dev.aside.cache.jdbc;

/**
 * What a data source has counted since it was made. Cheap to ask for, again and again. The counts are read one after another, so
 * that what happens meanwhile may be in some of them and not in others.
 *
 * @param writerBorrows how often a connection was lent to who asked for the writer
 * @param readerBorrows how often to who asked for a reader, whoever it was to
 * @param groupBorrows how often to who asked for a group, whichever
 * @param readerFallbacks how often who asked for a reader was given the writer, as there was none
 * @param refusals how often who wanted a connection was refused, or waited in vain
 * @param writerChanges how often another node became the writer, the first one included
 * @param nodesLost how often a node stopped to answer
 * @param unknownOutcomes how often nobody knew whether a transaction was committed
 * @param loadsByReader how many connections were lent to loads of caches by readers that were known to have come far enough
 * @param loadsByWriter how many were lent to such loads by the writer
 */
public record DatabaseStats(
        long writerBorrows,
        long readerBorrows,
        long groupBorrows,
        long readerFallbacks,
        long refusals,
        long writerChanges,
        long nodesLost,
        long unknownOutcomes,
        long loadsByReader,
        long loadsByWriter) {}
