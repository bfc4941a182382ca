package dev.aside.cache.memcached;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects all that is logged while it is open, with what was thrown, as a file would have it. */
final class Logged extends Handler implements AutoCloseable {

    private record Source(Logger logger, @Nullable Level before, boolean upwards) {}

    private final List<Source> sources = new ArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /**
     * Begins to collect.
     *
     * @param names whose logs, and those of all below
     */
    Logged(String... names) {
        setLevel(Level.ALL);
        for (String name : names) {
            Logger logger = Logger.getLogger(name);
            sources.add(new Source(logger, logger.getLevel(), logger.getUseParentHandlers()));
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }
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
        for (Source source : sources) {
            source.logger().removeHandler(this);
            source.logger().setLevel(source.before());
            source.logger().setUseParentHandlers(source.upwards());
        }
    }
}
