package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private enum Call implements Timed {
        SMALL,
        LARGE;

        @Override
        public String label() {
            return name();
        }

        @Override
        public int threads() {
            return 1;
        }
    }

    private enum Subject implements Entrant<Call> {
        ONE,
        OTHER;

        @Override
        public String label() {
            return name();
        }

        @Override
        public Set<Call> calls() {
            return this == ONE ? EnumSet.allOf(Call.class) : EnumSet.of(Call.SMALL);
        }
    }

    /** A subject that is slow, middling and fast in turn. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            AtomicLong asked = new AtomicLong();
            Dialogue.serve(question -> {
                Call call = Call.valueOf(question.split(" ", 2)[0]);
                return Map.of(call.nanos(), 30.0 - 10 * (asked.getAndIncrement() % 3));
            });
        }
    }

    private static final class Server implements BoundServer {
        private int forgot;

        @Override
        public Cpus cpus() {
            return new Cpus(List.of(), -1);
        }

        @Override
        public String place() {
            return "nowhere:1";
        }

        @Override
        public void forget() {
            forgot++;
        }

        @Override
        public String described() {
            return "none";
        }

        @Override
        public void close() {}
    }

    @Test
    void everySubjectHasThreeTurnsAtEachOfItsCalls_ofWhichTheMiddleOneCounts() {
        Server server = new Server();
        Child child = new Child(Program.class, List.of("-Xmx32m", "-XX:+UseSerialGC"));
        Spans spans = new Spans(Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(1));

        Map<Subject, Map<String, Double>> shown =
                new Turns<>(child, server, spans, List.of(Call.values())).round(List.of(Subject.OTHER, Subject.ONE));

        assertThat(shown)
                .containsOnly(
                        Map.entry(Subject.ONE, Map.of(Call.SMALL.nanos(), 20.0, Call.LARGE.nanos(), 20.0)),
                        Map.entry(Subject.OTHER, Map.of(Call.SMALL.nanos(), 20.0)));
        assertThat(server.forgot).isEqualTo(1);
    }
}
