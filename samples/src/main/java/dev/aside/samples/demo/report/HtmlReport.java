package dev.aside.samples.demo.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a run as one page that needs nothing else: style and plots are inside, and it follows the reader's light or dark. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param run the run
     * @param file where to; its folder is created, a file that is there is replaced
     * @throws IOException if it cannot be written
     */
    public static void write(Run run, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, page(run));
    }

    static String page(Run run) throws IOException {
        String page = template();
        for (Map.Entry<String, String> part : parts(run).entrySet()) {
            page = page.replace("{{" + part.getKey() + "}}", part.getValue());
        }
        return page;
    }

    private static Map<String, String> parts(Run run) {
        Plots plots = new Plots(run);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("trace", escape(run.trace()));
        parts.put("settings", list(run));
        parts.put("fewer", String.format(Locale.ROOT, "%.1f", run.fewerQueries()));
        parts.put("hits", Units.percent(run.with().hitRatio()));
        parts.put("reuse", Units.percent(run.reuse()));
        parts.put("p50", symbol(Units.time(run.with().latencyAt(50))));
        parts.put("p50without", symbol(Units.time(run.without().latencyAt(50))));
        parts.put("wrong", Units.count(run.with().wrongReads()));
        parts.put("verdict", run.with().wrongReads() == 0 ? "right" : "broken");
        parts.put("reads", Units.count(run.with().reads()));
        parts.put("sampling", escape(run.sampling()));
        parts.put("rows", rows(run));
        parts.put("queries-plot", plots.queriesPerSecond());
        parts.put("accesses-plot", plots.accessesPerSecond());
        parts.put("hits-plot", plots.hitRatio());
        parts.put("latency-plot", plots.latency());
        parts.put("attribution", escape(run.attribution()));
        return parts;
    }

    private static String list(Run run) {
        return run.settings().stream()
                .map(setting -> "<li>" + escape(setting) + "</li>")
                .collect(Collectors.joining());
    }

    private static String rows(Run run) {
        return Figure.of(run).stream().map(HtmlReport::row).collect(Collectors.joining("\n"));
    }

    private static String row(Figure figure) {
        String style = figure.name().startsWith(" ") ? "<tr class=\"part\">" : "<tr>";
        return style + "<th>" + escape(figure.name().strip()) + "</th><td>" + escape(symbol(figure.without()))
                + "</td><td>" + escape(symbol(figure.with())) + "</td></tr>";
    }

    /** A page can show the sign for micro that a console may not have. */
    private static String symbol(String time) {
        return time.replace(" us", " \u00b5s");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String template() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IOException("report.html is missing beside " + HtmlReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
