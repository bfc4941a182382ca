package dev.aside.cache.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Collects what is logged while it is open, with what was thrown, as a file would have it. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final boolean upwards;
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /**
     * Begins to collect.
     *
     * @param name whose logs, and those of all below
     * @param least from which level on
     */
    Logged(String name, Level least) {
        this.logger = Logger.getLogger(name); // kept here: JUL forgets those that nobody holds
        this.before = logger.getLevel();
        this.upwards = logger.getUseParentHandlers();
        setLevel(least);
        logger.setLevel(least);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    Stream<String> warnings() {
        return records.stream()
                .filter(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
                .map(formatter::formatMessage);
    }

    /** Returns all of it, in one text. */
    String text() {
        StringBuilder all = new StringBuilder();
        records.forEach(line -> all.append(formatter.format(line)));
        return all.toString();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
        logger.setUseParentHandlers(upwards);
    }
}
