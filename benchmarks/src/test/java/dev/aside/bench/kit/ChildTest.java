package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildTest {
    /** The program of a child: prints its one argument, unless that is bad. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] args) {
            if (args[0].equals("bad")) {
                throw new IllegalArgumentException("asked for by a test");
            }
            Child.print("a figure", Double.parseDouble(args[0]));
        }
    }

    private final Child child = new Child(Echo.class, List.of("-Xmx32m", "-XX:+UseSerialGC"));

    @Test
    void figuresComeBackByTheirNames() {
        assertThat(child.run("1.5")).isEqualTo(Map.of("a figure", 1.5));
    }

    @Test
    void aBadEndIsTold() {
        assertThatIllegalStateException().isThrownBy(() -> child.run("bad")).withMessage("Echo of [bad] ended with 1");
    }

    @Test
    void aNameMayHoldAnEqualsSign() {
        Map<String, Double> figures = new HashMap<>();
        Child.read("a=b=-2.0E-4", figures);

        assertThat(figures).isEqualTo(Map.of("a=b", -2e-4));
    }

    @Test
    void whatIsNoFigureIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Child.read("hello", new HashMap<>()))
                .withMessageEndingWith("hello");
    }
}
