package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a server is started and ended, with a shell in a server's place. */
@Timeout(60)
final class LocalServerTest {

    private static final String TAKEN = "echo 'bind: Address already in use'; exit 1";
    private static final String SERVES = "echo serves; exec sleep 60";

    private final WorkDirectory directory = WorkDirectory.create("test");
    private final List<Integer> ports = new ArrayList<>();

    @AfterEach
    void delete() {
        directory.delete();
    }

    @Test
    void aPortThatIsTakenMeanwhileIsLeftForAnother() {
        try (LocalServer server = server(TAKEN, TAKEN, SERVES)) {
            server.start();
            assertThat(server.isAlive()).isTrue();
            assertThat(server.output()).containsExactly("serves");
            assertThat(ports)
                    .hasSize(3)
                    .endsWith(server.port())
                    .allSatisfy(port -> assertThat(port).isBetween(10_240, 22_000));
            assertThat(new LinkedHashSet<>(ports)).hasSizeGreaterThan(1);
        }
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void ifEveryPortIsTakenItIsGivenUp() {
        LocalServer server = server(TAKEN);
        assertThatThrownBy(server::start)
                .isInstanceOf(TestServerException.class)
                .hasMessage("of 20 ports that were free none was when fake asked");
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void oneThatEndsSaysWhatItWroteLast() {
        LocalServer server = server("for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22; do echo a$i;"
                + " echo b$i; echo c$i; done; printf '%1000s\\n' long; echo 'what is wrong' >&2; exit 3");
        assertThatThrownBy(server::start)
                .isInstanceOf(TestServerException.class)
                .hasMessageMatching(
                        "(?s)fake does not start\nfake \\(process [0-9]+\\) has ended with status 3 and wrote:\n.*")
                .hasMessageEndingWith("\n  what is wrong")
                .hasMessageContaining("  c22\n")
                .hasMessageContaining(" ".repeat(100) + "...\n")
                .hasMessageNotContaining("  a1\n");
        assertThat(server.output()).isEmpty();
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ServerProcess.start("fake", List.of("/nowhere/fake"), directory.path()))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("fake cannot be started: ")
                .hasMessageContaining("/nowhere/fake");
    }

    @Test
    void oneThatIsNotRunningIsNotControlled() {
        LocalServer server = server(SERVES);
        assertThatThrownBy(server::pause)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("fake is not running");
        server.start();
        server.kill();
        assertThatThrownBy(server::stop)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("fake is not running\nfake (process ")
                .hasMessageContaining("has ended with status 137 and wrote:\n  serves");
        server.close();
        assertThatThrownBy(() -> server.startAgain(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("fake is closed");
    }

    /** A server that does these things, one at each start, and the last for ever. */
    private LocalServer server(String... scripts) {
        return new LocalServer(new Fake(List.of(scripts), ports), directory);
    }

    private record Fake(List<String> scripts, List<Integer> ports) implements Recipe {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public List<String> command(int port) {
            ports.add(port);
            return List.of("sh", "-c", scripts.get(Math.min(ports.size(), scripts.size()) - 1));
        }

        @Override
        public boolean answers(int port, ServerProcess process) {
            return process.output().contains("serves");
        }

        @Override
        public String stopSignal() {
            return "TERM";
        }

        @Override
        public String quitSignal() {
            return "KILL";
        }
    }
}
