package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void areThoseOfTheBuild() {
        assertThat(Versions.of("caffeine", "jmh")).matches("caffeine \\d\\S+, jmh \\d\\S+");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Versions.of("nobody"));
    }
}
