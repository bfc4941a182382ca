package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.testkit.ManualTime;
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
    void itIsAskedOnceForAsLongAsTheAnswerIsGood() {
        Credentials first = logins.current();
        time.advance(Duration.ofMinutes(9));
        assertThat(logins.current()).isSameAs(first);
        time.advance(Duration.ofMinutes(1));
        assertThat(logins.current().getPassword()).isEqualTo("token-2");
    }

    @Test
    void whatWasRefused_isAskedForAnew_onceForAllWhoWereRefused() {
        Credentials first = logins.current();
        time.advance(Duration.ofSeconds(1));
        Credentials second = logins.after(first);
        assertThat(logins.after(first)).isSameAs(second);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoeverIsRefusedAllTheTime_doesNotHaveItAskedMoreThanOnceASecond() {
        Credentials refused = logins.current();
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMillis(100));
            Credentials others = logins.after(refused);
            refused = others == null ? refused : others;
        }
        assertThat(asked.get()).isBetween(10, 11);
    }
}
