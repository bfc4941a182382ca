package dev.aside.samples.demo.fleet;

import dev.aside.cache.route.ChangeOutcome;

/** What a record of a journal says. The first one is that of bytes never written. */
enum Kind {
    NONE,
    /** A read has begun; if nothing else was written in its place, the process was killed meanwhile. */
    READING,
    READ,
    /** No value came, or that of another object. */
    FOREIGN,
    READ_FAILED,
    /** A write has begun; if nothing else was written in its place, nobody was told what became of it. */
    WRITING,
    APPLIED,
    PENDING,
    UNKNOWN,
    WRITE_FAILED,
    /** Changed and taken back in one transaction. */
    ROLLED_BACK;

    private static final Kind[] ALL = values();

    static Kind of(int ordinal) {
        return ALL[ordinal];
    }

    static Kind of(ChangeOutcome outcome) {
        return switch (outcome) {
            case APPLIED -> APPLIED;
            case PENDING -> PENDING;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
