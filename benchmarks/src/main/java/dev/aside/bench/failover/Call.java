package dev.aside.bench.failover;

/**
 * One call of a thread, and what came of it.
 *
 * @param saw what came of it
 * @param id what was inserted; zero in a read
 * @param server the port of who has answered; zero if nobody has
 * @param position how far the server had written, or replayed, in bytes; zero if nobody has answered
 * @param began just before, by the machine's nanoseconds
 * @param ended just after
 */
record Call(Saw saw, long id, int server, long position, long began, long ended) {
    /** What can come of a call. */
    enum Saw {
        /** An insert that was acknowledged. */
        INSERTED,
        /** An insert of which its caller was told that nobody knows. */
        UNKNOWN,
        /** An insert that has failed in any other way. */
        REFUSED,
        /** A read that a reader has answered. */
        READ,
        /** A read that a writer has answered, since there was no reader or it had just been promoted. */
        READ_AT_WRITER,
        /** A read that a writer has answered which was known to be one, beside readers that might have been asked. */
        READ_AT_KNOWN_WRITER,
        /** A read that has failed. */
        READ_FAILED;

        boolean isRead() {
            return this == READ || this == READ_AT_WRITER || this == READ_AT_KNOWN_WRITER;
        }
    }
}
