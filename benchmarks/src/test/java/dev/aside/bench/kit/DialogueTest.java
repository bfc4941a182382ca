package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DialogueTest {
    /** The program of a child: says how long a question is, until it is a bad one, and ends as it was told to. */
    static final class Counting {
        private Counting() {}

        public static void main(String[] args) {
            Dialogue.serve(question -> {
                if (question.equals("bad")) {
                    throw new IllegalArgumentException("asked for by a test");
                }
                return Map.of("length", (double) question.length());
            });
            System.exit(args[0].equals("fails") ? 3 : 0);
        }
    }

    private final Child child = new Child(Counting.class, List.of("-Xmx32m", "-XX:+UseSerialGC"));

    @Test
    void aChildAnswersAsOftenAsItIsAsked() {
        try (Dialogue dialogue = Dialogue.start(child, "ends")) {
            dialogue.awaitReady();
            assertThat(dialogue.ask("one")).isEqualTo(Map.of("length", 3.0));
            assertThat(dialogue.ask("three")).isEqualTo(Map.of("length", 5.0));
        }
    }

    @Test
    void aChildThatEndsInsteadOfAnsweringIsTold() {
        try (Dialogue dialogue = Dialogue.start(child, "ends")) {
            dialogue.awaitReady();
            assertThatIllegalStateException()
                    .isThrownBy(() -> dialogue.ask("bad"))
                    .withMessage("Counting of [ends] has ended before it has answered");
        }
    }

    @Test
    void aBadEndIsTold() {
        Dialogue dialogue = Dialogue.start(child, "fails");
        dialogue.awaitReady();
        assertThatIllegalStateException().isThrownBy(dialogue::close).withMessage("Counting of [fails] ended with 3");
    }
}
