package dev.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the builders. */
final class ConfigurationDocTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    @Test
    void everySettingHasARow_andEveryRowASetting() throws IOException {
        Set<String> settings = settings(CacheBuilder.class);
        settings.addAll(settings(Aside.Builder.class));
        assertThat(rows("configuration.md")).isEqualTo(settings);
    }

    @Test
    void everySettingOfSessionsHasARow_andEveryRowASetting() throws IOException {
        assertThat(rows("sessions.md")).isEqualTo(settings(SessionStoreBuilder.class));
    }

    @Test
    void everySettingOfLeaderboardsHasARow_andEveryRowASetting() throws IOException {
        assertThat(rows("leaderboards.md")).isEqualTo(settings(LeaderboardBuilder.class));
    }

    @Test
    void everyKnobIsASetting() {
        Set<String> knobs =
                Arrays.stream(Knob.values()).map(Knob::method).collect(Collectors.toCollection(TreeSet::new));
        knobs.add("loadOptional"); // another way to give LOAD
        assertThat(knobs).isEqualTo(settings(CacheBuilder.class));
    }

    private static Set<String> settings(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(method -> method.getDeclaringClass() == builder && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == builder)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rows(String name) throws IOException {
        Path page = Path.of(System.getProperty("project.root"), "docs", name);
        Set<String> rows = new TreeSet<>();
        Matcher matcher = ROW.matcher(Files.readString(page));
        while (matcher.find()) {
            assertThat(rows.add(matcher.group(1))).as(matcher.group(1)).isTrue();
        }
        return rows;
    }
}
