package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** The contract against the redis-server of this machine: a writer, and a replica that may answer reads. */
final class ReaderContractIT extends ServerContract {

    ReaderContractIT() {
        super(Site.withReader(RedisServer.start()));
    }

    @Override
    protected Duration readerBound() {
        return Duration.ofMillis(100);
    }

    /** Else this would be the contract of a writer alone. */
    @AfterAll
    void theReaderWasAsked() {
        RedisServer reader = site().server().replicas().get(0);
        assertThat(TestNode.gets(reader)).isGreaterThan(100);
    }
}
