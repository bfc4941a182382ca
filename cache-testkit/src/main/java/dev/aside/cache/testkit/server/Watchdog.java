package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends a server whose JVM was killed and could not end it: a shell that waits for the end of its input, which the system
 * closes with the JVM. It makes sure, by where the process works, that the id has not become another's since; where there is
 * no {@code /proc} it ends nothing.
 */
final class Watchdog implements AutoCloseable {

    private static final String SCRIPT = """
            read -r line
            case "$(readlink "/proc/$0/cwd")" in "$1" | "$1"/*) kill -KILL "$0" ;; esac
            rm -rf "$1"
            """;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog of(long pid, Path directory) {
        try {
            return new Watchdog(
                    new ProcessBuilder(List.of("sh", "-c", SCRIPT, Long.toString(pid), directory.toString()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new TestServerException("a shell cannot be started", e);
        }
    }

    /** Ends it without its doing anything: what it watches has ended. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
