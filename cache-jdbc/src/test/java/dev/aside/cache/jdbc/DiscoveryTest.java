package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the writer calls its nodes, on servers that a test scripts. */
@Timeout(30)
final class DiscoveryTest extends OpenedTest {

    @Test
    void aNameThatIsNone_isLeftOut_andTheOthersJoin() {
        fake.node("db-1", EndpointRole.WRITER).knows("db-1", "no name", "db-2");
        fake.node("db-2", EndpointRole.READER);
        EndpointDataSource database =
                open(fake.builder().writer("jdbc:postgresql://db-1/shop").discover("jdbc:postgresql://?/shop"));
        fake.pass(600);
        assertThat(nodes(database)).containsExactly("db-1", "db-2");
    }
}
