package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hears what others say has changed, by a channel of PostgreSQL's: {@code key <cache> <key>}, {@code tag <cache> <tag>} or {@code all
 * <cache>}; and what processes with copies say to each other. What is said while nobody listens is lost, so whenever it begins to listen
 * anew everything counts as changed.
 */
final class Notifications implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Notifications.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String channel;
    private final Ears.Opener opener;
    private final WriterLine line;
    private final Listeners listeners;
    private final Hearers hearers;
    private final Herald herald;
    private final CacheRuntime runtime;
    private boolean hasListened;
    private volatile boolean closed;

    /** @param line the connection that is listened by */
    Notifications(
            String channel,
            Ears.Opener opener,
            WriterLine line,
            Listeners listeners,
            Hearers hearers,
            Herald herald,
            CacheRuntime runtime) {
        this.channel = channel;
        this.opener = opener;
        this.line = line;
        this.listeners = listeners;
        this.hearers = hearers;
        this.herald = herald;
        this.runtime = runtime;
    }

    void start() {
        try {
            runtime.executor().execute(this::hear);
        } catch (RejectedExecutionException e) {
            again();
        }
    }

    private void hear() {
        try {
            if (!closed) {
                hear(line.open());
            }
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, () -> "nobody is heard any more: " + e.getSQLState());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "what was said could not be heard", e);
        } finally {
            line.end();
            hearers.lost();
            again();
        }
    }

    private void again() {
        if (!closed) {
            runtime.scheduler().schedule(this::start, PAUSE);
        }
    }

    /** Whatever was read before it listens does not count: what was said of it is lost. */
    private void hear(WriterLine.Lent lent) throws SQLException {
        Ears ears = opener.listening(lent.connection(), channel);
        hearers.lost();
        if (hasListened) {
            listeners.tellAll();
        }
        hasListened = true;
        Listening listening = new Listening(
                ears,
                hearers,
                this::tell,
                () -> line.isWriter(lent),
                word -> herald.tell(List.of(word)),
                runtime.random()::nextLong,
                runtime.ticker());
        while (!closed && !line.isPast(lent)) {
            listening.turn();
        }
    }

    private void tell(String said) {
        String[] words = said.split(" ", 3);
        if (words.length == 3 && words[0].equals("key")) {
            listeners.tell(words[1], listener -> listener.keyChanged(words[2]));
        } else if (words.length == 3 && words[0].equals("tag")) {
            listeners.tell(words[1], listener -> listener.tagChanged(words[2]));
        } else if (words.length == 2 && words[0].equals("all")) {
            listeners.tell(words[1], listener -> listener.allChanged());
        } else {
            LOGGER.log(
                    Level.WARNING,
                    "what was said is none of \"key <cache> <key>\", \"tag <cache> <tag>\" and \"all <cache>\"");
        }
    }

    @Override
    public void close() {
        closed = true;
        line.close();
    }
}
