package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.local.EmbeddedBackend;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md says what is there. */
class MetricsPageTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("project.root")));
    private static final Path SOURCE =
            ROOT.resolve("integrations/micrometer/src/test/java/dev/aside/cache/micrometer/MetricsPageTest.java");
    private static final Pattern ROW = Pattern.compile(
            "\\| `((?:cache|session|leaderboard|database)\\.[a-z.]+)` \\| (\\w+) \\| (.+?) \\| [a-z1].*");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void exampleWorks() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (Aside aside = Aside.builder().recorder(AsideMetrics.of(registry)).build()) {
            Cache<Long, String> names = aside.cache("names", Long.class, String.class)
                    .load(id -> "n" + id)
                    .build();
            names.get(42L);
            assertThat(registry.get("cache.gets")
                            .tags("cache", "names", "result", "miss")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void exampleIsThisTests() throws IOException {
        Matcher example = EXAMPLE.matcher(page());
        assertThat(example.find()).isTrue();
        assertThat(flat(Files.readString(SOURCE))).contains(flat(example.group(1)));
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void tableIsWhatIsRegistered() throws IOException {
        try (Metered metered = new Metered(EmbeddedBackend.create());
                EndpointDataSource database = Nobody.database("db-1")) {
            new AsideDatabaseMetrics(database, Tags.of("region", "eu")).bindTo(metered.registry);
            metered.aside.cache("c", String.class, String.class).build();
            metered.aside.sessions("s").build();
            metered.aside.leaderboard("b").build();
            Set<String> registered = metered.registry.getMeters().stream()
                    .map(MetricsPageTest::row)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> written = page().lines()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> row.group(1) + " " + row.group(2) + " "
                            + row.group(3).replaceAll("[` ]|=[^`]*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(written).isEqualTo(registered);
        }
    }

    private static String row(Meter meter) {
        Meter.Id id = meter.getId();
        String tags = id.getTags().stream()
                .map(Tag::getKey)
                .filter(key -> !key.equals("region"))
                .sorted()
                .collect(Collectors.joining(","));
        return id.getName() + " " + id.getType().name().toLowerCase(Locale.ROOT) + " " + tags;
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/metrics.md"));
    }
}
