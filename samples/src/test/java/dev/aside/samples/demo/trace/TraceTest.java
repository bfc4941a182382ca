package dev.aside.samples.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void ormNightIsTheTraceItIsSaidToBe() throws IOException {
        Accesses accesses = Trace.ORM_NIGHT.read(Integer.MAX_VALUE);

        assertThat(accesses.size()).isEqualTo(5_000_000);
        assertThat(accesses.distinct()).isEqualTo(86_466);
        assertThat(accesses.reuse()).isCloseTo(0.9827, within(0.00005));
    }

    @Test
    void web07IsTheTraceItIsSaidToBe() throws IOException {
        Accesses accesses = Trace.WEB07.read(Integer.MAX_VALUE);

        assertThat(accesses.size()).isEqualTo(76_118);
        assertThat(accesses.distinct()).isEqualTo(20_484);
        assertThat(accesses.reuse()).isCloseTo(0.7309, within(0.00005));
    }

    @Test
    void describesObjectsOfHighTypes() {
        assertThat(Trace.ORM_NIGHT.describe(0xb8000001)).isEqualTo("\"type\":23,\"id\":0,\"index\":1");
        assertThat(Trace.ORM_NIGHT.describe(0xffffffff)).isEqualTo("\"type\":31,\"id\":262143,\"index\":511");
        assertThat(Trace.WEB07.describe(17)).isEqualTo("\"page\":17");
    }

    @Test
    void isFoundByItsTitle() {
        assertThat(Trace.titled("WEB07")).contains(Trace.WEB07);
        assertThat(Trace.titled("web12")).isEmpty();
        assertThat(Trace.titles()).isEqualTo("orm-night, web07");
    }
}
