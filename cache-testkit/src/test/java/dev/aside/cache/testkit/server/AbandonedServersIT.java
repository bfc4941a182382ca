package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of servers that nobody has closed. */
@Timeout(60)
final class AbandonedServersIT {

    @Test
    void theyEndWithTheirJvm() throws Exception {
        Abandoned left = abandon();
        left.jvm.getOutputStream().close();
        left.assertNothingIsLeft();
    }

    @Test
    void theyEndIfTheirJvmIsKilled() throws Exception {
        Abandoned left = abandon();
        left.jvm.destroyForcibly();
        left.assertNothingIsLeft();
    }

    private static Abandoned abandon() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Leaver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        ProcessHandle server = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
        return new Abandoned(jvm, server, Path.of(said.readLine()));
    }

    private record Abandoned(Process jvm, ProcessHandle server, Path directory) {

        void assertNothingIsLeft() throws Exception {
            assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
            server.onExit().get(20, TimeUnit.SECONDS);
            while (directory.toFile().exists()) {
                Thread.onSpinWait(); // the class's time-out bounds it
            }
        }
    }

    /** Starts a server, says which, and ends with its input. */
    static final class Leaver {

        private Leaver() {}

        public static void main(String[] arguments) throws IOException {
            RedisServer redis = RedisServer.start();
            System.out.println(redis.pid());
            System.out.println(
                    String.valueOf(redis.command("CONFIG", "GET", "dir")).substring("dir\n".length()));
            System.exit(System.in.read() < 0 ? 0 : 1);
        }
    }
}
