package dev.aside.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/consistency.md to the modes, promises and pictures that there are. */
final class ConsistencyPageTest {

    private static final Path DOCS = Path.of(System.getProperty("project.root")).resolve("docs");
    private static final Pattern PICTURE = Pattern.compile("\\]\\(pictures/([\\w-]+\\.svg)\\)");
    private static final Pattern PROMISE = Pattern.compile("\\bG\\d\\b");

    private final String page = read("consistency.md");

    @Test
    void everyMode_isExplained_inTheTableAndThePicture() {
        String columns = page.lines()
                .filter(line -> line.startsWith("| | `"))
                .findFirst()
                .orElseThrow();
        String picture = read("pictures/modes.svg");
        for (Consistency.Mode mode : Consistency.Mode.values()) {
            assertThat(columns).contains("`" + mode);
            assertThat(picture).contains(">" + mode);
        }
    }

    @Test
    void everyPromiseItLeansOn_isMade() {
        assertThat(found(PROMISE, page)).isNotEmpty().isSubsetOf(found(PROMISE, read("guarantees.md")));
    }

    @Test
    void itShowsEveryPictureThatThereIs() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("pictures"))) {
            assertThat(found(PICTURE, page))
                    .isEqualTo(files.map(file -> file.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) {
        try {
            return Files.readString(DOCS.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
