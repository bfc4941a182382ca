package dev.aside.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a named module, compiled and loaded here. */
class RecordModuleTest {

    @TempDir
    private static Path directory;

    private static ClassLoader loader;

    @BeforeAll
    static void compile() throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Path classes = directory.resolve("classes");
        write(sources, "module-info.java", "module app { exports app.open; opens app.deep; }");
        write(sources, "app/open/Seen.java", "package app.open; public record Seen(int a) {}");
        write(sources, "app/deep/Deep.java", "package app.deep; record Deep(int a) {}");
        String wide = IntStream.range(0, 254).mapToObj(i -> "int a" + i).collect(Collectors.joining(","));
        write(sources, "app/open/Wide.java", "package app.open; public record Wide(" + wide + ") {}");
        write(sources, "app/shut/Shut.java", "package app.shut; public record Shut(int a) {}");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "--release",
                        "17",
                        "--module-source-path",
                        "app=" + sources,
                        "--module",
                        "app");
        assertThat(result).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        var configuration =
                boot.configuration().resolve(ModuleFinder.of(classes.resolve("app")), ModuleFinder.of(), Set.of("app"));
        loader = boot.defineModulesWithOneLoader(configuration, null).findLoader("app");
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void exportedPublicRecordsAndOpenedOnesWork() throws ClassNotFoundException {
        assertThat(decoded("app.open.Seen")).hasToString("Seen[a=1]");
        assertThat(decoded("app.deep.Deep")).hasToString("Deep[a=1]");
    }

    private static Object decoded(String name) throws ClassNotFoundException {
        return Codecs.of(Class.forName(name, false, loader)).decode(new byte[] {2});
    }

    @Test
    void aShutPackageIsRefusedAndTheMessageSaysWhatToOpen() throws ClassNotFoundException {
        Class<?> shut = Class.forName("app.shut.Shut", false, loader);
        assertThatThrownBy(() -> Codecs.of(shut))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("module app must open package app.shut to dev.aside.cache.api");
    }

    @Test
    void aRecordTooWideToBeCalledIsRefused() throws ClassNotFoundException {
        Class<?> wide = Class.forName("app.open.Wide", false, loader);
        assertThatThrownBy(() -> Codecs.of(wide))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("app.open.Wide");
    }
}
