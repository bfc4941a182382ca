package dev.aside.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs README's first example, and holds README to what is run. */
final class ReadmeExampleTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private record Product(long id, String name) {}

    private static final class Repository {
        final AtomicInteger reads = new AtomicInteger();

        @Nullable
        Product findById(long id) {
            reads.incrementAndGet();
            return new Product(id, "tea");
        }
    }

    private final Repository repository = new Repository();

    @Test
    void theExample_runs() {
        // README begins
        try (Aside aside = Aside.builder().build()) {
            Cache<Long, Product> products = aside.cache("products", Long.class, Product.class)
                    .load(repository::findById)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();
            Product product = products.get(42L); // loads once, whoever asks
            products.invalidate(42L); // and no load that began before this can undo it
            // README ends
            assertThat(product).isEqualTo(new Product(42, "tea"));
            assertThat(products.get(42L)).isEqualTo(product);
            assertThat(repository.reads).hasValue(2);
        }
    }

    @Test
    void readme_showsWhatRuns_inEightLinesAtMost() throws IOException {
        List<String> shown = readme();
        List<String> run = region();
        assertThat(shown).hasSizeLessThanOrEqualTo(8);
        assertThat(shown.subList(0, shown.size() - 1)).isEqualTo(run);
        assertThat(shown.get(shown.size() - 1)).isEqualTo("}");
    }

    private static List<String> readme() throws IOException {
        String page = Files.readString(ROOT.resolve("README.md"));
        int from = page.indexOf("```java") + "```java\n".length();
        return squeezed(page.substring(from, page.indexOf("```", from)));
    }

    private static List<String> region() throws IOException {
        String source =
                Files.readString(ROOT.resolve("samples/src/test/java/dev/aside/samples/ReadmeExampleTest.java"));
        int from = source.indexOf("// README begins") + "// README begins".length();
        return squeezed(source.substring(from, source.indexOf("// README ends", from)));
    }

    /** Leaves out what a formatter decides. */
    private static List<String> squeezed(String code) {
        return code.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
