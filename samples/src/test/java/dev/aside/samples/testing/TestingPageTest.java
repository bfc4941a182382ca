package dev.aside.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/testing.md to code that runs: what it shows stands in a test, line for line. */
final class TestingPageTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final List<String> SOURCES = List.of(
            "samples/src/test/java/dev/aside/samples/testing/ProductPageTest.java",
            "cache-testkit/src/test/java/dev/aside/cache/testkit/InMemoryMemcachedContractTest.java",
            "cache-testkit/src/test/java/dev/aside/cache/testkit/proxy/LostWritesIT.java");

    @Test
    void thePageShowsWhatRuns() throws IOException {
        List<String> shown = BLOCK.matcher(read("docs/testing.md"))
                .results()
                .map(block -> squeezed(block.group(1)))
                .toList();
        StringBuilder run = new StringBuilder();
        for (String source : SOURCES) {
            run.append(squeezed(read(source)));
        }
        assertThat(shown)
                .hasSizeGreaterThan(6)
                .allSatisfy(block -> assertThat(run).contains(block));
    }

    @Test
    void theContractFitsOnOneScreen() throws IOException {
        Path backend = ROOT.resolve(SOURCES.get(1));
        try (Stream<String> lines = Files.lines(backend)) {
            assertThat(lines.filter(line -> !line.isBlank() && !line.startsWith("import")))
                    .hasSizeLessThan(40);
        }
    }

    private static String read(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /** Leaves out what a formatter decides, and the brace that closes a class which the page does not show to its end. */
    private static String squeezed(String code) {
        String joined = code.replaceAll("\\s+", "").strip();
        return joined.endsWith("}}") && joined.contains("class") ? joined.substring(0, joined.length() - 1) : joined;
    }
}
