package dev.aside.samples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of its own for an H2 database on disk, gone when the run is over, however it ends. */
final class LocalDatabase implements AutoCloseable {
    private final Path folder;
    private final Thread atExit = new Thread(this::delete, "demo-cleanup");

    private LocalDatabase(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static LocalDatabase in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new LocalDatabase(Files.createTempDirectory(parent, "demo-database-"));
    }

    /** H2 closes when its last connection does, not by a hook that would race with ours. */
    String url() {
        return "jdbc:h2:file:" + folder.toAbsolutePath().resolve("shop") + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        delete();
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger("aside.demo")
                    .log(System.Logger.Level.WARNING, "demo: a temporary database was left behind", e);
        }
    }
}
