package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "EVENTUAL, REDIS, ONE",
        "BOUNDED(250ms), MEMCACHED, CLUSTER",
        "READ_YOUR_WRITES, MEMCACHED, ONE",
        "STRICT, REDIS, CLUSTER_BY_HAND"
    })
    void aNodeUnderstandsWhatItIsTold(String mode, FarTier tier, Source source) throws IOException {
        FleetPlan plan = new FleetPlan(Trace.WEB07, 500, 4, 0.3, 2, Consistency.parse(mode), 100, false, tier, source);
        NodeSettings told = new NodeSettings(
                plan,
                3,
                9,
                128,
                List.of("127.0.0.1:6379", "127.0.0.1:6380"),
                List.of("a:1", "b:2"),
                List.of("jdbc:postgresql://host/shop?password=a,b", "jdbc:postgresql://other/shop"),
                "demo:",
                Path.of("work"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        told.write(new DataOutputStream(bytes));

        assertThat(NodeSettings.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(told);
    }
}
