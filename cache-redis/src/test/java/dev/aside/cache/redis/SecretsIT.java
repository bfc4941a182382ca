package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheException;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.Recording;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong is said without passwords, users, keys and values: in logs, exceptions, names of threads and figures. */
@Timeout(180)
final class SecretsIT {

    private static final String USER = "canaryuser";
    private static final String PASSWORD = "canarypassword";
    private static final String KEY = "canarykey";
    private static final String VALUE = "canaryvalue";
    private static final String[] SECRETS = {USER, PASSWORD, KEY, VALUE};

    private final RedisServer server = RedisServer.builder()
            .user(USER, "on", ">" + PASSWORD, "~*", "+@all")
            .user("default", "off")
            .start();
    private final FaultProxy proxy = FaultProxy.resp(server.address());
    private final Logged logged = new Logged("dev.aside", Level.FINE);
    private final StringWriter thrown = new StringWriter();
    private final Recording recording = new Recording();

    @AfterEach
    void close() {
        proxy.close();
        server.close();
        logged.close();
    }

    @Test
    void nothingThatIsSaidShowsThem() {
        RedisBackend.Builder builder = RedisBackend.builder().uri(uri(PASSWORD));
        RedisBackend backend = builder.build();
        try (Aside aside = Aside.builder().backend(backend).recorder(recording).build()) {
            Cache<String, String> cache = cache(aside);
            RealTime.await("used", TestNode.PATIENCE, () -> {
                use(cache);
                return cache.stats().nearHits() + cache.stats().farHits() > 0;
            });
            goWrong(cache);
            quotesNone(threads(), backend, builder, cache, aside);
            quotesNone(cache.stats(), recording.events("secrets"), recording);
        }
        strangers();
        assertThat(logged.text()).contains("connected", "the connection is lost", "redis answers WRONGPASS");
        assertThat(thrown.toString()).isNotEmpty();
        quotesNone(logged.text(), thrown.toString());
    }

    private String uri(String password) {
        return "redis://" + USER + ":" + password + "@" + proxy.host() + ":" + proxy.port();
    }

    private Cache<String, String> cache(Aside aside) {
        return aside.cache("secrets", String.class, String.class)
                .load(key -> VALUE)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    /** All that a caller may do, with what is thrown kept. */
    private void use(Cache<String, String> cache) {
        keep(() -> cache.get(KEY));
        keep(() -> cache.getIfPresent(KEY));
        keep(() -> cache.put(KEY, VALUE));
        keep(() -> cache.invalidate(KEY));
        keep(() -> cache.get(KEY));
        keep(() -> cache.clear());
        keep(() -> cache.get(KEY));
        keep(() -> cache.getIfPresent(KEY));
    }

    private void keep(Runnable call) {
        try {
            call.run();
        } catch (CacheException e) {
            e.printStackTrace(new PrintWriter(thrown, true));
        }
    }

    private void goWrong(Cache<String, String> cache) {
        server.command("CONFIG", "SET", "maxmemory", "1");
        use(cache);
        server.command("CONFIG", "SET", "maxmemory", "0");
        server.command("FLUSHALL");
        server.command("LPUSH", "list", VALUE);
        server.command("RENAME", "list", "secrets:{e" + KEY + "}"); // whatever is there: a fill may still be on its way
        use(cache);
        server.command("FLUSHALL");
        server.command("SET", "secrets:{e" + KEY + "}", VALUE);
        use(cache);
        proxy.toClient().corruptByte(20);
        use(cache);
        proxy.heal();
        proxy.resetAll();
        use(cache);
        server.kill();
        use(cache);
        server.startAgain();
        use(cache);
    }

    /** Those who are not let in. */
    private void strangers() {
        try (TestNode node = new TestNode(RedisBackend.of(uri(PASSWORD + "wrong")))) {
            RealTime.await(
                    "said", TestNode.PATIENCE, () -> logged.warnings().anyMatch(line -> line.contains("WRONGPASS")));
            thrown.append(node.fence(TestNode.key(KEY)).toString());
        }
    }

    private static String threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.joining("\n"));
    }

    private static void quotesNone(Object... things) {
        for (Object thing : things) {
            assertThat(String.valueOf(thing)).doesNotContain(SECRETS);
        }
    }
}
