package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/concurrency.md to tests that there are: each line of its tables names at least one. */
final class ConcurrencyDocTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern CLAIM = Pattern.compile("(?m)^\\| (?!-)(.*)\\|([^|]*)\\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyClaimNamesATest_andEveryTestNamedExists() throws IOException {
        List<MatchResult> claims = CLAIM.matcher(Files.readString(ROOT.resolve("docs/concurrency.md")))
                .results()
                .filter(claim -> !claim.group(2).strip().equals("Tests"))
                .toList();
        assertThat(claims).hasSizeGreaterThan(25);
        Map<String, String> tests = tests();
        for (MatchResult claim : claims) {
            List<MatchResult> named = TEST.matcher(claim.group(2)).results().toList();
            assertThat(named).as(claim.group()).isNotEmpty();
            for (MatchResult test : named) {
                assertThat(tests).as(test.group()).containsKey(test.group(1));
                if (test.group(2) != null) {
                    assertThat(tests.get(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
                }
            }
        }
    }

    /** The text of all tests by the names of their classes, those of one name together. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(ConcurrencyDocTest::className, ConcurrencyDocTest::read, String::concat));
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
