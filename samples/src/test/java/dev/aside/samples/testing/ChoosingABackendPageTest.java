package dev.aside.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.memcached.MemcachedBackend;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.cache.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/choosing-a-backend.md to what the backends say of themselves. */
final class ChoosingABackendPageTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root")).resolve("docs/choosing-a-backend.md");

    private final ManualTime time = new ManualTime();
    private final List<Side> sides = List.of(
            side(EmbeddedBackend.create()),
            side(RedisBackend.of("redis://localhost:1")),
            side(MemcachedBackend.of("localhost:1")));

    private record Side(CacheBackend backend, EntryStore store) {}

    private Side side(CacheBackend backend) {
        NearSpec near = new NearSpec("products", 100, -1, null, null);
        StoreSpec spec = new StoreSpec("products", Duration.ZERO, Duration.ofSeconds(30), Duration.ZERO, near, null);
        return new Side(backend, backend.open(spec, time.runtime()));
    }

    @AfterEach
    void close() throws Exception {
        for (Side side : sides) {
            side.store().close();
            side.backend().close();
        }
    }

    @Test
    void theTableIsWhatTheBackendsSay() throws IOException {
        String page = Files.readString(PAGE);
        String shown = page.substring(page.indexOf("<!-- capabilities -->\n") + 22, page.indexOf("<!-- end -->"));
        assertThat(shown).isEqualTo(table());
    }

    private String table() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", side -> '`' + side.backend().getClass().getSimpleName() + '`'));
        lines.add("|---|---|---|---|");
        for (Consistency.Mode mode : Consistency.Mode.values()) {
            lines.add(row(
                    '`' + mode.name() + '`', side -> yes(side.backend().modes().contains(mode))));
        }
        lines.add(row("shared by processes", side -> yes(side.store().isShared())));
        lines.add(row(
                "values are held", side -> side.backend().form() == Payload.Form.BYTES ? "as bytes" : "by reference"));
        lines.add(row("a near tier", ChoosingABackendPageTest::near));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private String row(String what, Function<Side, String> of) {
        return sides.stream()
                .map(of)
                .collect(Collectors.joining(" | ", "| " + what + (what.isEmpty() ? "| " : " | "), " |"));
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }

    private static String near(Side side) {
        if (side.store().view() != null) {
            return "is one";
        }
        return side.store().feed() != null
                ? "by default, kept right by pushes"
                : "if asked for, as old as the bound allows";
    }
}
