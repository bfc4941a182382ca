package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What connections tell of transactions, and are told of them. One for all connections of a data source. */
final class Commits {

    private final CommitSource source;
    private final Dialect dialect;
    private final @Nullable Outbox outbox;
    private final @Nullable Announcements announcements;
    private final Samples samples;
    private final Ticker ticker;
    private Consumer<List<Long>> relay = ids -> {};

    /** @param announcements how a transaction says what it has changed, or null if it does not */
    Commits(
            CommitSource source,
            Dialect dialect,
            @Nullable Outbox outbox,
            @Nullable Announcements announcements,
            Samples samples,
            Ticker ticker) {
        this.source = source;
        this.dialect = dialect;
        this.outbox = outbox;
        this.announcements = announcements;
        this.samples = samples;
        this.ticker = ticker;
    }

    /** The calling thread's connection does not commit by itself any more. */
    Transaction begin() {
        return new Transaction(source);
    }

    /** Says who is told of rows of the outbox that have done what they were for. Before anything else. */
    void tells(Consumer<List<Long>> done) {
        relay = done;
    }

    /** Keeps what has changed with the transaction, if it is kept at all, and returns the numbers of the rows. */
    List<Long> keep(Connection driver, List<ChangeRecord> changes) throws SQLException {
        return outbox == null || changes.isEmpty() ? List.of() : outbox.write(driver, changes);
    }

    /** Has the transaction itself say what it has changed to those who keep copies, all in one statement: they hear it at its COMMIT. */
    void announce(Connection driver, Map<ChangeFeed.Voice, List<ChangeRecord>> changes) throws SQLException {
        List<String> payloads = new ArrayList<>();
        changes.forEach((voice, told) -> {
            if (voice instanceof Announcements.Speaker speaker && !told.isEmpty()) {
                payloads.addAll(speaker.payloads(told));
            }
        });
        if (announcements != null && !payloads.isEmpty()) {
            announcements.within(driver, payloads);
        }
    }

    /** Everybody knows of these rows. */
    void told(List<Long> rows) {
        if (!rows.isEmpty()) {
            relay.accept(rows);
        }
    }

    /** Commits, and returns a place after the commit. */
    CommitPosition commit(Connection driver, Sighting entered) throws SQLException {
        long asked = ticker.nanos();
        CommitPosition position = dialect.commit(driver, entered);
        if (dialect.isPlaceOfAll()) {
            samples.saw(Progress.of(position), asked);
        }
        return position;
    }

    /** Ends a transaction in which nothing was sent: what it was told of has been changed elsewhere. */
    void endNothing(Transaction begun) throws CommitRefusedException {
        if (!begun.isBound()) {
            return;
        }
        try {
            begun.beforeCommit();
        } catch (RuntimeException e) {
            begun.refused();
            throw new CommitRefusedException("a connection that is not borrowed yet", e);
        }
        ChangeOutcome unused = begun.committed(CommitPosition.UNKNOWN);
    }

    /** Commits at a reader, which is asked for no place: what was told of has been changed elsewhere. */
    CommitPosition commitOfReads(Connection driver) throws SQLException {
        driver.commit();
        return CommitPosition.UNKNOWN;
    }

    /** Returns whether the connection's transaction cannot be committed any more. */
    boolean hasFailed(Connection driver) {
        return dialect.hasFailed(driver);
    }

    /** Returns whether nobody knows, after this error, whether the transaction was committed. */
    boolean isUnknownAfter(SQLException error) {
        return dialect.isLost(error) || dialect.mayHaveCommitted(error);
    }

    /** Returns whether a statement surely changes nothing: the first word says so. What functions do is not seen. */
    static boolean onlyReads(String sql) {
        int at = 0;
        while (at < sql.length() && (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '(')) {
            at++;
        }
        return sql.regionMatches(true, at, "select", 0, "select".length())
                && (at + 6 == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(at + 6)))
                && !hasSecond(sql);
    }

    /** Several statements may be sent as one. */
    private static boolean hasSecond(String sql) {
        int end = sql.indexOf(';');
        return end >= 0 && !sql.substring(end + 1).isBlank();
    }
}
