package dev.aside.bench.kit;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were taken on. */
public final class Machine {
    private Machine() {}

    /**
     * Processor, memory, system and Java, in one sentence.
     *
     * @return the sentence
     */
    public static String description() {
        long gigabytes = Math.round(system().getTotalMemorySize() / (double) (1L << 30));
        return String.format(
                Locale.ROOT,
                "%d x %s, %d GiB, %s %s, %s %s",
                system().getAvailableProcessors(),
                processor(),
                gigabytes,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"));
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch") + " processor";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
