package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/bad-inputs.md to tests that there are, and tests to the rows they say they try. */
final class BadInputsDocTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([\\d, ]+) \\|.*\\|([^|]*)\\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+)`");
    private static final Pattern TRIED = Pattern.compile("/\\*\\* Rows? ([\\d, ]+)[,:][^/]*\\*/[^{}]*?(\\w+)\\(");
    private static final Pattern TEXT = Pattern.compile("\"(\\\\.|[^\"\\\\\\n])*\"");
    private static final Pattern ANNOTATION = Pattern.compile("@\\w+(\\([^()]*\\))?");

    /** Which rows each test says it tries, by class and method. */
    private static Map<String, Set<String>> tried() throws IOException {
        Map<String, Set<String>> tried = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.getFileName().toString().matches(".*(Test|IT|Contract)\\.java"))
                    .forEach(file -> addTried(file, tried));
        }
        return tried;
    }

    private static void addTried(Path file, Map<String, Set<String>> tried) {
        String name = file.getFileName().toString().replace(".java", "");
        String bare = TEXT.matcher(read(file)).replaceAll("");
        String plain = ANNOTATION.matcher(bare).replaceAll("");
        TRIED.matcher(plain).results().forEach(test -> tried.put(name + "." + test.group(2), numbers(test.group(1))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> numbers(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRowNamesATest_thatExistsAndSaysItsNumber() throws IOException {
        Map<String, Set<String>> tried = tried();
        List<MatchResult> rows = ROW.matcher(Files.readString(ROOT.resolve("docs/bad-inputs.md")))
                .results()
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        for (MatchResult row : rows) {
            List<MatchResult> tests = TEST.matcher(row.group(2)).results().toList();
            assertThat(tests).as(row.group()).isNotEmpty();
            Set<String> said = new TreeSet<>();
            for (MatchResult test : tests) {
                String name = test.group(1) + "." + test.group(2);
                assertThat(tried).as("tests that say their row").containsKey(name);
                said.addAll(tried.getOrDefault(name, Set.of()));
            }
            assertThat(said).as(row.group()).containsAll(numbers(row.group(1)));
        }
    }

    @Test
    void everyRowThatATestSaysItTries_isOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/bad-inputs.md"));
        Set<String> onPage = ROW.matcher(page)
                .results()
                .flatMap(row -> numbers(row.group(1)).stream())
                .collect(Collectors.toSet());
        assertThat(tried().values()).allSatisfy(rows -> assertThat(onPage).containsAll(rows));
    }
}
