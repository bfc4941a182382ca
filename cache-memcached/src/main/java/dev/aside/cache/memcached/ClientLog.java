package dev.aside.cache.memcached;

import java.util.logging.Logger;
import net.spy.memcached.compat.log.AbstractLogger;
import net.spy.memcached.compat.log.Level;
import org.jspecify.annotations.Nullable;

/**
 * Where the client library logs. Of itself it writes to the standard error stream, several lines for every attempt to connect; here it
 * goes where {@link System.Logger} goes by default, and from warnings on, unless the application has said otherwise: by the
 * library's own property, or by a level for its logger.
 *
 * <p>Public only because the library makes it, by its name, and one for each command; so it looks up nothing. The library's own
 * bridge looks for its caller in a stack trace before it knows whether anybody listens, a dozen times for each command: that was
 * most of what a read cost.
 */
public final class ClientLog extends AbstractLogger {

    private static final String PROPERTY = "net.spy.log.LoggerImpl";

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("net.spy.memcached");

    /**
     * For the library.
     *
     * @param name the name of the class that logs
     */
    public ClientLog(String name) {
        super(name);
    }

    /** To be called before the first class of the library is used; the library looks once. */
    static void tame() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, ClientLog.class.getName());
        }
        if (LOGGER.getLevel() == null) {
            LOGGER.setLevel(java.util.logging.Level.WARNING);
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return LOGGER.isLoggable(java.util.logging.Level.FINEST);
    }

    @Override
    public boolean isDebugEnabled() {
        return LOGGER.isLoggable(java.util.logging.Level.FINE);
    }

    @Override
    public boolean isInfoEnabled() {
        return LOGGER.isLoggable(java.util.logging.Level.INFO);
    }

    @Override
    public void log(Level level, @Nullable Object message, @Nullable Throwable e) {
        java.util.logging.Level ours = ours(level);
        if (LOGGER.isLoggable(ours)) {
            LOGGER.logp(ours, getName(), "", String.valueOf(message), e);
        }
    }

    private static java.util.logging.Level ours(Level level) {
        return switch (level) {
            case TRACE -> java.util.logging.Level.FINEST;
            case DEBUG -> java.util.logging.Level.FINE;
            case INFO -> java.util.logging.Level.INFO;
            case WARN -> java.util.logging.Level.WARNING;
            case ERROR, FATAL -> java.util.logging.Level.SEVERE;
        };
    }
}
