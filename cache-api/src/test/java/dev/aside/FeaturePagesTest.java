package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the tests that the pages of features name to those there are. */
final class FeaturePagesTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract|Cases))\\.(\\w+)`");

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "leaderboards", "database"})
    void everyPromiseNamesTests_thatThereAre(String page) throws IOException {
        List<MatchResult> named = TEST.matcher(Files.readString(ROOT.resolve("docs/" + page + ".md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(named)
                .allSatisfy(test ->
                        assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "("));
    }

    private static String source(String type) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Path file = files.filter(path -> path.endsWith(type + ".java"))
                    .filter(path -> path.toString().contains("src"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + type));
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
