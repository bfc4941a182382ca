package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.spy.memcached.MemcachedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientJarTest {

    @Test
    void oneIsThere() {
        assertThat(ClientJar.in(MemcachedConnection.class.getClassLoader())).hasSize(1);
        assertThatCode(() -> ClientJar.check(false)).doesNotThrowAnyException();
    }

    /** Row 89: both client libraries. */
    @Test
    void twoWithTheSameClassesAreNamed(@TempDir Path directory) throws IOException {
        Path spy = unpacked(directory.resolve("spymemcached"));
        Path elasticache = unpacked(directory.resolve("elasticache"));
        URL[] both = {spy.toUri().toURL(), elasticache.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(both, null)) {
            List<String> where = ClientJar.in(loader);
            assertThatThrownBy(() -> ClientJar.checkOne(where))
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContaining("leave one: " + elasticache + "/ and " + spy + "/");
        }
    }

    private static Path unpacked(Path to) throws IOException {
        Path file = Files.createDirectories(to.resolve("net/spy/memcached")).resolve("MemcachedConnection.class");
        Files.write(file, new byte[] {1});
        return to;
    }

    /** The build runs on the other client too, where there is TLS. */
    @Test
    void tlsIsRefusedWhereThereIsNone() {
        if (ClientJar.hasTls()) {
            assertThatCode(() -> ClientJar.check(true)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ClientJar.check(true))
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContaining("com.amazonaws:elasticache-java-cluster-client");
        }
    }
}
