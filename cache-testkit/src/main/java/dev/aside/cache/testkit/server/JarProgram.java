package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A program that comes in a jar: laid down once, for as long as this JVM runs. */
final class JarProgram {

    /** System and processor, and the name in the jar; 6.2.6-v5 for Linux says of itself that it is 6.2.11. */
    private static final Map<String, String> REDIS_62 = Map.of(
            "linux amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux aarch64", "redis-server-6.2.7-linux-arm64",
            "mac os x x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac os x aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable Path laidDown;

    private JarProgram() {}

    static Path redis62() {
        LOCK.lock();
        try {
            if (laidDown == null) {
                laidDown = layDown(resource(System.getProperty("os.name") + " " + System.getProperty("os.arch")));
            }
            return laidDown;
        } finally {
            LOCK.unlock();
        }
    }

    private static String resource(String machine) {
        String name = REDIS_62.get(machine.toLowerCase(Locale.ROOT));
        if (name == null) {
            throw new TestServerException("there is no Redis 6.2 in a jar for " + machine);
        }
        return name;
    }

    private static Path layDown(String resource) {
        try (InputStream in = JarProgram.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new TestServerException("Redis 6.2 is not on the class path: add"
                        + " com.github.codemonstur:embedded-redis:1.4.4 in test scope, without its dependencies");
            }
            WorkDirectory directory = WorkDirectory.untilTheEnd("program");
            Path program = directory.file("redis-server");
            Files.copy(in, program);
            if (!program.toFile().setExecutable(true)) {
                throw new TestServerException(program + " cannot be made executable");
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
