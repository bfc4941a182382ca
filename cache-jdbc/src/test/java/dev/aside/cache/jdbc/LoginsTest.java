package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.testkit.ManualTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the provider is asked, and when it is not. */
final class LoginsTest {

    private final ManualTime time = new ManualTime();
    private final AtomicInteger asked = new AtomicInteger();
    private final Logins logins =
            new Logins(() -> Credentials.of("shop", "token-" + asked.incrementAndGet()), Duration.ofMinutes(10), time);

    @Test
    void itIsAskedOnceForAsLongAsTheAnswerIsGood() throws SQLException {
        Credentials first = logins.current();
        time.advance(Duration.ofMinutes(9));
        assertThat(logins.current()).isSameAs(first);
        time.advance(Duration.ofMinutes(1));
        assertThat(logins.current().getPassword()).isEqualTo("token-2");
    }

    @Test
    void whatWasRefused_isAskedForAnew_onceForAllWhoWereRefused() throws SQLException {
        Credentials first = logins.current();
        time.advance(Duration.ofSeconds(1));
        Credentials second = logins.after(first);
        assertThat(logins.after(first)).isSameAs(second);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoeverIsRefusedAllTheTime_doesNotHaveItAskedMoreThanOnceASecond() throws SQLException {
        Credentials refused = logins.current();
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMillis(100));
            Credentials others = logins.after(refused);
            refused = others == null ? refused : others;
        }
        assertThat(asked.get()).isBetween(10, 11);
    }

    @Test
    void whereItFails_whatItSaidBeforeIsTried_andItIsAskedAgainOnceASecond() throws SQLException {
        Logins failing = new Logins(
                () -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new IllegalStateException("no answer");
                    }
                    return Credentials.of("shop", "token");
                },
                Duration.ofMinutes(10),
                time);
        Credentials first = failing.current();
        time.advance(Duration.ofMinutes(10));
        for (int i = 0; i < 100; i++) {
            assertThat(failing.current()).isSameAs(first);
            assertThat(failing.after(first)).as("there is nothing else").isNull();
            time.advance(Duration.ofMillis(100));
        }
        assertThat(asked.get() - 1).isBetween(10, 11);
    }

    @Test
    void whereItHasNeverSaidAnything_thatIsSaid_andItIsAskedAgainOnceASecond() {
        Logins failing = new Logins(
                () -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("no answer");
                },
                Duration.ofMinutes(10),
                time);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(failing::current)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("provider of credentials");
            time.advance(Duration.ofMillis(100));
        }
        assertThat(asked.get()).isBetween(10, 11);
    }
}
