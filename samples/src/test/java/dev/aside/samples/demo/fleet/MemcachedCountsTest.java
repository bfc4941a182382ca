package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class MemcachedCountsTest {
    private static final String STATS = """
            STAT pid 4711\r
            STAT version 1.6.18\r
            STAT rusage_user 0.093\r
            STAT cmd_get 12\r
            """;

    @Test
    void numbersAreReadUpToTheEnd() throws IOException {
        assertThat(MemcachedCounts.read(new BufferedReader(new StringReader(STATS + "END\r\nSTAT cmd_set 1\r\n"))))
                .containsEntry("pid", 4711L)
                .containsEntry("cmd_get", 12L)
                .hasSize(2);
    }

    @Test
    void anAnswerThatIsCutOffIsNone() {
        assertThatThrownBy(() -> MemcachedCounts.read(new BufferedReader(new StringReader(STATS))))
                .isInstanceOf(EOFException.class);
    }
}
