package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/guarantees.md to tests that there are: a promise without one is not made. */
final class GuaranteesDocTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract|IT))`");
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| (G\\d) .*\\|([^|]*)\\|$");

    /** What a test's own documentation says that it holds. */
    private static final Pattern HOLDS = Pattern.compile("\\bHolds (G\\d(?:, G\\d)*(?: and G\\d)?)\\.");

    private static final Pattern NUMBER = Pattern.compile("G\\d");

    @Test
    void everyPromiseNamesItsTests_andEveryTestNamedExists() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/guarantees.md"));
        assertThat(promises(page))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy((promise, tests) -> assertThat(tests).as(promise).isNotEmpty());
        assertThat(sources().keySet()).containsAll(names(TEST, page));
    }

    @Test
    void testsThatSayTheyHoldAPromiseAreThoseItNames() throws IOException {
        Map<String, Set<String>> held = new TreeMap<>();
        for (Map.Entry<String, Path> source : sources().entrySet()) {
            for (MatchResult holds :
                    HOLDS.matcher(Files.readString(source.getValue())).results().toList()) {
                for (String promise : names(NUMBER, holds.group(1))) {
                    held.computeIfAbsent(promise, unheld -> new TreeSet<>()).add(source.getKey());
                }
            }
        }
        assertThat(held).isEqualTo(promises(Files.readString(ROOT.resolve("docs/guarantees.md"))));
    }

    private static Map<String, Set<String>> promises(String page) {
        Map<String, Set<String>> promises = new TreeMap<>();
        PROMISE.matcher(page).results().forEach(row -> promises.put(row.group(1), names(TEST, row.group(2))));
        return promises;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every file of source by the name of its type. Two modules may each have a test of one name; one of them will do. */
    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/target/"))
                    .filter(file -> !file.getFileName().toString().equals("GuaranteesDocTest.java"))
                    .collect(Collectors.toMap(
                            GuaranteesDocTest::typeOf, file -> file, GuaranteesDocTest::theOneThatHolds, TreeMap::new));
        }
    }

    private static String typeOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Path theOneThatHolds(Path one, Path other) {
        try {
            return HOLDS.matcher(Files.readString(one)).find() ? one : other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
