package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aside.cache.route.EndpointRole;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That those who are swapped out stay out, whoever finds nodes; on servers that a test scripts. */
@Timeout(30)
final class SwapTest extends OpenedTest {

    private static DatabaseNode node(String name) {
        return DatabaseNode.of("jdbc:postgresql://" + name + "/shop");
    }

    /** The former writer runs on, and still says that it takes writes. */
    @Test
    void whatIsFound_isFoundBesideThoseOfTheSwap_andNotBesideThoseBefore() throws Exception {
        FakeNode blue = fake.node("blue-1", EndpointRole.WRITER).knows("blue-1", "blue-2");
        fake.node("blue-2", EndpointRole.READER);
        FakeNode green =
                fake.node("green-1", EndpointRole.WRITER).system("green").knows("green-1", "green-2");
        fake.node("green-2", EndpointRole.READER).system("green");
        EndpointDataSource database =
                open(fake.builder().writer("jdbc:postgresql://blue-1/shop").discover("jdbc:postgresql://?/shop"));
        fake.pass(600);
        assertThat(nodes(database)).containsExactly("blue-1", "blue-2");
        database.gate().swap(List.of(node("green-1")));
        fake.pass(5_000);
        assertThat(nodes(database)).containsExactly("green-1", "green-2");
        assertThat(database.topology().writer()).isEqualTo("green-1");
        FakeDatabase.send(database);
        assertThat(green.statements).hasValue(1);
        assertThat(blue.statements).hasValue(0);
    }

    /** As where one cluster takes over the other's names. */
    @Test
    void whatTheNewWriterCallsItsNodes_isFound_thoughTheOneBeforeCalledThemLikewise() {
        fake.node("db-1", EndpointRole.WRITER).knows("db-1", "db-2");
        fake.node("db-2", EndpointRole.READER);
        EndpointDataSource database =
                open(fake.builder().writer("jdbc:postgresql://db-1/shop").discover("jdbc:postgresql://?/shop"));
        fake.pass(600);
        database.gate().swap(List.of(DatabaseNode.of("db-1", "jdbc:postgresql://db-1/other")));
        fake.pass(1_200);
        assertThat(nodes(database)).containsExactly("db-1", "db-2");
    }

    @Test
    void whatNamesStandForLater_isThatOfTheSwap_andNotOfThoseBefore() throws Exception {
        FakeNode blue = fake.node("10.0.0.1", EndpointRole.WRITER);
        FakeNode green = fake.node("10.0.0.2", EndpointRole.WRITER).system("green");
        InetAddress former = InetAddress.getByName("10.0.0.1");
        InetAddress later = InetAddress.getByName("10.0.0.2");
        EndpointDataSource database = open(fake.builder()
                .writer("jdbc:postgresql://blue/shop")
                .resolver(host -> List.of(host.equals("blue") ? former : later)));
        assertThat(nodes(database)).containsExactly("blue@10.0.0.1");
        database.gate().swap(List.of(node("green")));
        assertThat(nodes(database)).as("at once").containsExactly("green@10.0.0.2");
        fake.pass(300_000);
        assertThat(nodes(database)).as("later, too").containsExactly("green@10.0.0.2");
        FakeDatabase.send(database);
        assertThat(green.statements).hasValue(1);
        assertThat(blue.statements).hasValue(0);
    }

    @Test
    void aSwapThatIsRefused_changesNothing() throws Exception {
        fake.node("10.0.0.1", EndpointRole.WRITER);
        InetAddress address = InetAddress.getByName("10.0.0.1");
        EndpointDataSource database =
                open(fake.builder().writer("jdbc:postgresql://db/shop").resolver(host -> List.of(address)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> database.nodes(List.of(DatabaseNode.of("jdbc:postgresql://other/shop?sslmode=disable"))));
        fake.pass(10_000);
        assertThat(nodes(database)).containsExactly("db@10.0.0.1");
        database.close();
        assertThatIllegalStateException().isThrownBy(() -> database.nodes(List.of(node("db"))));
    }
}
