package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** What a server does not do for the user of {@code aside.acl}, by TLS. */
final class SecureRefusalsIT extends ServerRefusals {

    SecureRefusalsIT() {
        super(Site.secure());
    }

    @AfterEach
    void nothingThatIsNeededIsRefused() {
        assertThat(LeastUser.refused(site().server())).isEmpty();
    }
}
