package dev.aside.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionStore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs README's example of sessions, and holds README to what is run. */
final class SessionsExampleTest {

    private record Basket(List<String> items) {}

    @Test
    @SuppressWarnings("NullAway") // the page leaves out what a reader knows
    void theExample_runs() {
        byte[] secret = new byte[32];
        try (Aside aside = Aside.builder().build()) {
            // README begins
            SessionStore sessions = aside.sessions("web")
                    .secret(secret)
                    .attribute("basket", Basket.class)
                    .build();
            Session session = sessions.create();
            session.put("basket", new Basket(List.of("tea")));
            sessions.save(session); // one script: all of it or nothing
            Session again = sessions.load(session.id()); // any node; null if it was never issued, ended, or logged out
            again.principal("ada");
            again.changeId(); // at the login; the former id is good for a grace of 10 s
            sessions.save(again);
            sessions.delete(again); // and no request that is slower can undo it
            // README ends
            assertThat(sessions.load(session.id())).isNull();
        }
    }

    @Test
    void readme_showsWhatRuns_inTenLinesAtMost() throws IOException {
        ReadmeExample.check("## Sessions", "SessionsExampleTest");
    }
}
