package dev.aside.samples.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void theTableIsAlignedAndComplete() {
        String table = Figure.table(PhaseBuilder.run(1_000_000, 0));

        List<String> lines = table.lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
        assertThat(table)
                .isASCII()
                .containsPattern("accesses replayed +1,000,000 +5,000,000")
                .containsPattern("hit ratio of reads +none +96.20 %")
                .containsPattern("the trace's own reuse +98.27 %")
                .containsPattern("database queries +1,000,000 +286,000")
                .containsPattern("per 1,000 accesses +1,000.0 +57.2")
                .containsPattern("for the whole trace +5,000,000 \\(scaled\\) +286,000")
                .containsPattern("p50 of a read +9.01 us +250 ns")
                .containsPattern("p99 of a read +360 us +10.0 us")
                .containsPattern("oldest value served +0.0 ms +0.0 ms")
                .containsPattern("wrong reads +0 +0");
    }

    @Test
    void nothingIsScaledWhereAllWasMeasured() {
        Run run = PhaseBuilder.run(5_000_000, 0);

        assertThat(Figure.table(run)).doesNotContain("scaled");
        assertThat(run.sampling()).isEqualTo("Both replays cover all 5,000,000 accesses.");
        assertThat(PhaseBuilder.run(1_000_000, 0).sampling())
                .isEqualTo("Without Aside: measured on the first 1,000,000 of 5,000,000 accesses.");
    }

    @Test
    void thePageHoldsTheFiguresAndReachesForNothing() throws IOException {
        String page = HtmlReport.page(PhaseBuilder.run(1_000_000, 3));

        assertThat(page)
                .contains("17.5", "96.20 %", "98.27 %", "5,000,000 (scaled)", "286,000", "9.01 \u00b5s", "250 ns")
                .contains("measured on the first 1,000,000 of 5,000,000 accesses")
                .contains("<b class=\"broken\">3</b>")
                .contains("headissue GmbH", "CC BY 4.0")
                .contains("orm-night: 5,000,000 accesses &lt;&amp;&quot;&gt;")
                .doesNotContain("{{", "NaN", "Infinity")
                .doesNotContain("http", "src=", "href=", "url(", "@import", "<script");
        assertThat(page.split("<svg ", -1)).hasSize(5);
        assertThat(page.split("class=\"curve with\"", -1)).hasSize(5);
        assertThat(page.split("class=\"curve without\"", -1)).hasSize(4);
    }

    @Test
    void thePageIsWrittenIntoANewFolder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new").resolve("report.html");

        HtmlReport.write(PhaseBuilder.run(1_000_000, 0), file);

        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("<b class=\"right\">0</b>");
    }

    @Test
    void noLocaleChangesANumber() throws IOException {
        Run run = PhaseBuilder.run(1_000_000, 0);
        String page = HtmlReport.page(run);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(HtmlReport.page(run)).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }
}
