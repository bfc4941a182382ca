package dev.aside.bench.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions in the run, as the build pinned them. */
public final class Versions {
    private Versions() {}

    /**
     * Names and versions.
     *
     * @param names the names wanted, each one of {@code versions.properties}
     * @return such as {@code caffeine 3.2.4, guava 33.8.0-jre}
     * @throws IllegalArgumentException if a name is unknown
     */
    public static String of(String... names) {
        Properties versions = read();
        return Stream.of(names)
                .map(name -> name + " " + version(versions, name))
                .collect(Collectors.joining(", "));
    }

    private static String version(Properties versions, String name) {
        String version = versions.getProperty(name);
        if (version == null) {
            throw new IllegalArgumentException("No version of " + name + ", only of " + versions.stringPropertyNames());
        }
        return version;
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream in = Objects.requireNonNull(Versions.class.getResourceAsStream("versions.properties"))) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
