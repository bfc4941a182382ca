package dev.aside.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.codec.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Bytes and fingerprints as they were released. A difference means that values stored by an earlier version are lost, or
 * worse, misread; where that is meant, write the file anew and review it:
 * {@code mvn -Pfast test -pl cache-api -Dtest=GoldenFormatTest -Dgolden.write=true}.
 */
class GoldenFormatTest {

    private static final Path FILE =
            Path.of(System.getProperty("project.root"), "cache-api/src/test/resources/format/codec-v1.txt");

    @Test
    void theFormatIsTheReleasedOne() throws IOException {
        List<String> lines = lines();
        if (Boolean.getBoolean("golden.write")) {
            Files.write(FILE, lines);
        }
        assertThat(lines).containsExactlyElementsOf(Files.readAllLines(FILE));
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# type, id, fingerprint; then one line of bytes for each value, in the order of Samples");
        Samples.all().forEach(sample -> append(sample, lines));
        return lines;
    }

    private static <T> void append(Sample<T> sample, List<String> lines) {
        Codec<T> codec = sample.codec();
        lines.add(sample + " " + codec.id() + " " + HexFormat.of().toHexDigits(codec.fingerprint()));
        List<T> values = sample.values();
        for (int i = 0; i < values.size(); i++) {
            lines.add(sample + "[" + i + "]=" + HexFormat.of().formatHex(codec.encode(values.get(i))));
        }
    }
}
