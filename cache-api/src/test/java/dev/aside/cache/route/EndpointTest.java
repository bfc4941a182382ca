package dev.aside.cache.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class EndpointTest {

    @Test
    void equalAreThoseThatAskForTheSame() {
        assertThat(Endpoint.group("reports")).isEqualTo(Endpoint.group("reports"));
        assertThat(Set.of(
                        Endpoint.writer(),
                        Endpoint.reader(),
                        Endpoint.group("writer"),
                        Endpoint.group("reader"),
                        Endpoint.group("reports")))
                .hasSize(5)
                .contains(Endpoint.group("reader"));
    }

    @Test
    void aGroupHasANameAndNoRole() {
        assertThat(Endpoint.group("reports").groupName()).isEqualTo("reports");
        assertThat(Endpoint.group("reports").role()).isNull();
        assertThat(Endpoint.writer().role()).isEqualTo(EndpointRole.WRITER);
        assertThat(Endpoint.reader().role()).isEqualTo(EndpointRole.READER);
        assertThat(Endpoint.reader().groupName()).isNull();
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.group("two words"))
                .withMessageContaining("1 to 64 letters");
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.group(""));
    }
}
