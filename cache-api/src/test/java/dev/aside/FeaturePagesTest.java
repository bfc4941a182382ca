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
    @ValueSource(strings = {"sessions", "leaderboards", "database", "memcached"})
    void everyPromiseNamesTests_thatThereAre(String page) throws IOException {
        List<MatchResult> named = TEST.matcher(Files.readString(ROOT.resolve("docs/" + page + ".md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(named)
                .allSatisfy(test ->
                        assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "("));
    }

    /** Returns the text of all types of that name: two modules may each have one. */
    private static String source(String type) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(path -> path.endsWith(type + ".java"))
                    .filter(path -> path.toString().contains("src"))
                    .toList();
            assertThat(found).as(type).isNotEmpty();
            StringBuilder text = new StringBuilder();
            for (Path file : found) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
