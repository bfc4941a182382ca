package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL's answer to a question proves to who listens; on a real server. */
@Timeout(120)
final class EarsIT {

    /** Many more in a long run. */
    private static final int ROUNDS = Integer.getInteger("ears.rounds", 1_000);

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(PostgresServer::start);

    private final PostgresServer postgres = POSTGRES.get();

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** With a COMMIT that waits for the disk, and one that does not; while others say things, too. */
    @Test
    void whatWasCommittedBeforeTheQuestion_isThereWithItsAnswer() throws Exception {
        Announcements announcements = new Announcements("ears");
        BlockingQueue<Boolean> turns = new LinkedBlockingQueue<>();
        CompletableFuture<Void> noise = noise(turns);
        int missed = 0;
        try (Connection ear = connect();
                Connection teller = connect();
                Connection transaction = connect()) {
            Ears ears = Ears.listening(ear, "ears");
            transaction.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) {
                turns.add(true);
                if (round % 2 == 0) {
                    announcements.alone(teller, List.of("round " + round));
                } else {
                    announcements.within(transaction, List.of("round " + round));
                    transaction.commit();
                }
                Set<String> heard = new HashSet<>(ears.ask());
                missed += heard.contains("round " + round) ? 0 : 1;
            }
            assertThat(ears.await(Duration.ofMillis(1))).doesNotContain("round " + (ROUNDS - 1));
        } finally {
            turns.add(false);
        }
        noise.get();
        assertThat(missed).isZero();
    }

    private CompletableFuture<Void> noise(BlockingQueue<Boolean> turns) {
        return CompletableFuture.runAsync(() -> {
            try (Connection other = connect()) {
                Announcements announcements = new Announcements("ears");
                while (turns.take()) {
                    announcements.within(other, List.of("noise"));
                }
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whatIsSaid_isHeardWithoutAQuestion_andTheWaitEndsByIt() throws Exception {
        try (Connection ear = connect();
                Connection teller = connect()) {
            Ears ears = Ears.listening(ear, "ears");
            new Announcements("ears").alone(teller, List.of("one", "two"));
            assertThat(ears.await(Duration.ofMinutes(1))).startsWith("one");
        }
    }
}
