package dev.aside.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The web server of the samples says nothing, so that what they say is seen. */
final class LocalTomcatTest {

    private final List<String> said = new CopyOnWriteArrayList<>();

    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord line) {
            said.add(line.getLoggerName() + ": " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    void itStartsInSilence() {
        Logger all = Logger.getLogger("");
        all.addHandler(listening);
        try (LocalTomcat tomcat = LocalTomcat.start(pages -> {})) {
            assertThat(tomcat.url()).startsWith("http://localhost:");
            assertThat(said).isEmpty();
        } finally {
            all.removeHandler(listening);
        }
    }
}
