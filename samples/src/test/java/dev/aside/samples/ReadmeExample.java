package dev.aside.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds an example of README to the test that runs it, between its marks. */
final class ReadmeExample {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String BEGIN = "// README begins";

    private ReadmeExample() {}

    /** @param test the test's class, in this package */
    static void check(String heading, String test) throws IOException {
        String page = Files.readString(ROOT.resolve("README.md"));
        int section = page.indexOf(heading);
        int from = page.indexOf("```java", section) + "```java\n".length();
        List<String> shown = squeezed(page.substring(from, page.indexOf("```", from)));
        String source = Files.readString(ROOT.resolve("samples/src/test/java/dev/aside/samples/" + test + ".java"));
        int begin = source.indexOf(BEGIN) + BEGIN.length();
        String run = source.substring(begin, source.indexOf("// README ends", begin));
        assertThat(shown).hasSizeLessThanOrEqualTo(10);
        assertThat(String.join("", shown)).isEqualTo(String.join("", squeezed(run)));
    }

    /** Leaves out what a formatter decides. */
    private static List<String> squeezed(String code) {
        return code.lines()
                .map(line -> line.replaceAll("\\s+", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
