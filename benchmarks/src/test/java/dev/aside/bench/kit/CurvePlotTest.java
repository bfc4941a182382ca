package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CurvePlotTest {
    @Test
    void isWellFormedWithADotForEachStepOfEachCurve() throws Exception {
        List<Spread> curve = List.of(new Spread(20, 18, 25, 3), new Spread(40, 39, 41, 3));
        CurvePlot.Panel panel = new CurvePlot.Panel("a < b", List.of(curve, curve));
        CurvePlot plot = new CurvePlot("hits", List.of("1 %", "5 %"), List.of("x", "y"), List.of(panel, panel));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));

        // Two panels with two curves of two steps, and a dot for each subject above them.
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2 * 2 * 2 + 2);
    }
}
