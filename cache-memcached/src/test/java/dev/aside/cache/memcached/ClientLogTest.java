package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client library says is passed on where somebody listens, and costs nothing where nobody does. */
final class ClientLogTest {

    private final Logger logger = Logger.getLogger("net.spy.memcached");
    private final List<LogRecord> heard = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            heard.add(told);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ClientLog.tame();
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
        logger.setLevel(Level.WARNING);
    }

    @Test
    void itIsHeardFromWarningsOn_asFromTheClassThatSpeaks() {
        ClientLog log = new ClientLog("net.spy.memcached.MemcachedConnection");
        IllegalStateException thrown = new IllegalStateException();
        log.info("not heard");
        log.warn("%s is heard", "this", thrown);
        assertThat(heard).singleElement().satisfies(told -> {
            assertThat(told.getLevel()).isEqualTo(Level.WARNING);
            assertThat(told.getSourceClassName()).isEqualTo("net.spy.memcached.MemcachedConnection");
            assertThat(told.getMessage()).isEqualTo("this is heard");
            assertThat(told.getThrown()).isSameAs(thrown);
        });
    }

    @Test
    void anApplicationMayListenToMore() {
        logger.setLevel(Level.FINE);
        ClientLog log = new ClientLog("any");
        assertThat(log.isDebugEnabled()).isTrue();
        assertThat(log.isTraceEnabled()).isFalse();
        log.debug("%d is heard", 1);
        assertThat(heard)
                .singleElement()
                .satisfies(told -> assertThat(told.getMessage()).isEqualTo("1 is heard"));
    }

    @Test
    void whatNobodyListensToIsNotEvenFormed() {
        Object unspeakable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("formed");
            }
        };
        new ClientLog("any").debug("%s", unspeakable);
        new ClientLog("any").debug(unspeakable);
        assertThat(heard).isEmpty();
    }

    /** The library looks once in a process, and in this one another test may have used it before. */
    @Test
    void theLibraryFindsItByItsName() throws ReflectiveOperationException {
        Class<?> named = Class.forName(System.getProperty("net.spy.log.LoggerImpl"));
        assertThat(named).isEqualTo(ClientLog.class).isPublic();
        assertThat(named.getConstructor(String.class).newInstance("any"))
                .isInstanceOfSatisfying(
                        ClientLog.class, log -> assertThat(log.getName()).isEqualTo("any"));
    }
}
