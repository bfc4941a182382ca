package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/database.md to the builder, and to the errors that there are. */
final class DatabasePageTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root"), "docs", "database.md");
    private static final Pattern NAME = Pattern.compile("`(\\w+)[(`]");
    private static final Pattern REASON = Pattern.compile("`([A-Z_]+)`");

    /** Returns what stands under a heading. */
    private static String section(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("\n## " + heading + "\n");
        return page.substring(from, page.indexOf("\n## ", from + 1));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everySettingHasARow_andEveryRowASetting() throws IOException {
        Set<String> rows = section("Settings")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> found(NAME, line.split("\\|", -1)[1]).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> settings = Arrays.stream(EndpointDataSource.Builder.class.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> method.getReturnType().isAssignableFrom(EndpointDataSource.Builder.class))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(settings);
    }

    @Test
    void everyReasonIsNamed() throws IOException {
        assertThat(found(REASON, section("Errors")))
                .containsAll(Arrays.stream(EndpointUnavailableException.Reason.values())
                        .map(Enum::name)
                        .toList());
    }
}
