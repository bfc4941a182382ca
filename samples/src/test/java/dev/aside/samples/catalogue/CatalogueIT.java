package dev.aside.samples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the sample on Redis. */
final class CatalogueIT {
    @Test
    @Timeout(60)
    void saysWhatTheCatalogueDoes() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Main.run(new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(said.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).startsWith("written through: Product[id=7"))
                .anySatisfy(line -> assertThat(line).startsWith("all drinks have another price: 3.85"))
                .anySatisfy(line -> assertThat(line).startsWith("deleted: Optional.empty"))
                .anySatisfy(line -> assertThat(line).startsWith("the replica answers reads; by the meters: loads "));
    }
}
