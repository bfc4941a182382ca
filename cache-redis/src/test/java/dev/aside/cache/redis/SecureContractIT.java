package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** The contract, by TLS and as a user who may do no more than {@code aside.acl} says. */
final class SecureContractIT extends ServerContract {

    SecureContractIT() {
        super(Site.secure());
    }

    @AfterEach
    void nothingThatIsNeededIsRefused() {
        assertThat(LeastUser.refused(site().server())).isEmpty();
    }
}
