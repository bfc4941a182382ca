package dev.aside.samples.arcade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.local.EmbeddedBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the arcade can be told, and what it says to everything else. */
final class MainTest {

    @Test
    void withoutArguments_itIsInThisProcess() {
        assertThat(Main.backend(List.of())).isInstanceOf(EmbeddedBackend.class);
    }

    @Test
    void argumentsThatThereAreNone_areAnsweredWithThoseThereAre() {
        for (List<String> wrong :
                List.of(List.of("--redis"), List.of("--help"), List.of("redis://secret@cache:6379"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Main.backend(wrong))
                    .withMessage("usage: bin/sample arcade [--redis URI]");
        }
    }

    @Test
    void aUriThatIsNone_isRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> Main.backend(List.of("--redis", "secret@cache:6379")))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("redis://")
                .hasMessageNotContaining("secret");
    }
}
