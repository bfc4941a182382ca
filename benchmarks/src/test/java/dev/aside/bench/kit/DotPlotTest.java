package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DotPlotTest {
    @Test
    void isWellFormedWithADotForEachValueAndPoint() throws Exception {
        List<Spread> values = List.of(new Spread(20, 18, 25, 3), new Spread(400, 390, 410, 3));
        DotPlot plot = new DotPlot("a < b & c", "ns", List.of("p", "q"), List.of(new DotPlot.Row("x", values)));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .startsWith("a < b & c (ns");
    }
}
