package dev.aside.cache.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far the writer has come and how fast it goes, by which it is judged how far behind the others are. Immutable. */
final class Wake {

    static final Wake NONE = new Wake(null, null, 0);

    /** From less than that nobody can tell how fast it goes: who connects asks it too, a moment after another has. */
    private static final long SHORTEST_NANOS = Duration.ofMillis(100).toNanos();

    private final @Nullable Sighting writer;
    private final @Nullable Sighting base;
    private final double bytesPerNano;

    /** @param base from when on its speed is taken */
    private Wake(@Nullable Sighting writer, @Nullable Sighting base, double bytesPerNano) {
        this.writer = writer;
        this.base = base;
        this.bytesPerNano = bytesPerNano;
    }

    /** The writer was seen there. */
    Wake moved(Sighting seen) {
        Sighting from = base;
        if (from == null || !from.history().equals(seen.history())) {
            return new Wake(seen, seen, 0);
        }
        long span = seen.askedNanos() - from.askedNanos();
        if (span < SHORTEST_NANOS) {
            return new Wake(seen, from, bytesPerNano);
        }
        return new Wake(seen, seen, Math.max(0, seen.position() - from.position()) / (double) span);
    }

    /** Returns whether what takes writes now has less than what took them had. */
    boolean isAhead(Sighting seen) {
        Sighting before = writer;
        return before != null
                && seen.askedNanos() - before.askedNanos() > 0
                && (!isSameDatabase(before, seen)
                        || seen.position() < before.position()
                        || before.gtids().isBeyond(seen.gtids()));
    }

    /** Returns whether the writer says where it stands. */
    boolean isMeasured() {
        return writer != null && writer.position() != Sighting.NOWHERE;
    }

    /**
     * Returns how many bytes a reader lacks, with what the writer may have written since it was asked, or {@link Sighting#NOWHERE} if
     * that is not known.
     */
    long behind(Sighting reader, long nowNanos) {
        Sighting last = writer;
        if (last == null || reader.isWriter()) {
            return reader.isWriter() ? 0 : Sighting.NOWHERE;
        } else if (!isMeasured() || reader.position() == Sighting.NOWHERE) {
            return Sighting.NOWHERE;
        }
        long lacks = Math.max(0, last.position() - reader.position());
        long unseen = (long) (bytesPerNano * Math.max(0, nowNanos - reader.askedNanos()));
        return lacks + unseen;
    }

    /** Returns whether it is of the same database as the writer, as far as is known. */
    boolean isOneOfIts(Sighting reader) {
        Sighting last = writer;
        return last == null || isSameDatabase(last, reader);
    }

    /** Returns whether a reader had what the writer, which was asked later, had not. */
    boolean isPassed(Sighting reader) {
        Sighting last = writer;
        return last != null
                && isSameDatabase(last, reader)
                && reader.answeredNanos() - last.askedNanos() < 0
                && ((isMeasured() && reader.position() > last.position())
                        || reader.gtids().isBeyond(last.gtids()));
    }

    /** Returns what the writer's positions are places of; nothing if there has been none. */
    String history() {
        return writer == null ? "" : writer.history();
    }

    private static boolean isSameDatabase(Sighting one, Sighting other) {
        return one.database().equals(other.database());
    }
}
