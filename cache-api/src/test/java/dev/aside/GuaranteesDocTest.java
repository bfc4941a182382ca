package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/guarantees.md to tests that there are: a promise without one is not made. */
final class GuaranteesDocTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))`");
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| G\\d .*\\|([^|]*)\\|$");

    @Test
    void everyPromiseNamesATest_andEveryTestNamedExists() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/guarantees.md"));
        List<String> promises =
                PROMISE.matcher(page).results().map(match -> match.group(1)).toList();
        assertThat(promises)
                .hasSizeGreaterThanOrEqualTo(8)
                .allMatch(tests -> TEST.matcher(tests).find());
        Set<String> named = TEST.matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sources()).containsAll(named);
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
