package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands behind names, where somebody else says so than the driver; on servers that a test scripts. */
@Timeout(30)
final class ResolutionTest extends OpenedTest {

    /** Row 82, too: names that are resolved later are looked at when the data source is built. */
    @Test
    void aUrlThatTurnsVerificationOff_isRefused_whoeverResolvesItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(fake.builder()
                        .writer("jdbc:postgresql://db/shop?sslmode=disable&password=secret")
                        .runtime(fake.time.runtime(new ManualExecutor()))
                        .resolver(host -> List.of(InetAddress.getByName("10.0.0.1")))))
                .withMessageContainingAll("db", "sslmode=verify-full")
                .withMessageNotContaining("secret");
    }

    /** Its name is left to the driver, as one that nobody knows is. */
    @Test
    void aResolverThatFailsAtOneName_isAskedForTheOthers() throws Exception {
        fake.node("db", EndpointRole.WRITER);
        fake.node("10.0.0.2", EndpointRole.READER);
        InetAddress reader = InetAddress.getByName("10.0.0.2");
        EndpointDataSource database = open(fake.builder()
                .writer("jdbc:postgresql://db/shop")
                .reader("jdbc:postgresql://db-ro/shop")
                .resolver(host -> {
                    if (host.equals("db")) {
                        throw new IllegalStateException("a bug");
                    }
                    return List.of(reader);
                }));
        assertThat(nodes(database)).containsExactly("db", "db-ro@10.0.0.2");
        FakeDatabase.send(database);
    }

    @Test
    void whatANameStoodFor_stays_whileNobodyKnowsTheName() throws Exception {
        fake.node("10.0.0.1", EndpointRole.WRITER);
        InetAddress address = InetAddress.getByName("10.0.0.1");
        AtomicBoolean isKnown = new AtomicBoolean(true);
        EndpointDataSource database =
                open(fake.builder().writer("jdbc:postgresql://db/shop").resolver(host -> {
                    if (!isKnown.get()) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(address);
                }));
        isKnown.set(false);
        fake.pass(300_000);
        assertThat(nodes(database)).containsExactly("db@10.0.0.1");
        FakeDatabase.send(database);
    }
}
