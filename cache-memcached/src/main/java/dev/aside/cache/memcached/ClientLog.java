package dev.aside.cache.memcached;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the client library logs. Of itself it writes to the standard error stream, several lines for every attempt to connect; here it
 * goes where {@link System.Logger} goes by default, and from warnings on, unless the application has said otherwise: by the
 * library's own property, or by a level for its logger.
 */
final class ClientLog {

    private static final String PROPERTY = "net.spy.log.LoggerImpl";

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("net.spy.memcached");

    private ClientLog() {}

    /** To be called before the first class of the library is used; the library looks once. */
    static void tame() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "net.spy.memcached.compat.log.SunLogger");
        }
        if (LOGGER.getLevel() == null) {
            LOGGER.setLevel(Level.WARNING);
        }
    }
}
