package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** The feed, by TLS and for a user who may do no more than {@code aside.acl} says. */
final class SecureFeedIT extends ServerFeed {

    SecureFeedIT() {
        super(Site.secure());
    }

    @AfterEach
    void nothingThatIsNeededIsRefused() {
        assertThat(LeastUser.refused(site().server())).isEmpty();
    }
}
