package dev.aside.bench.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The page a run leaves behind. A full run writes {@code benchmarks/results/NAME.md}; a quick one is a look and not a record, and
 * writes below {@code benchmarks/target/}, so that it never stands in the place of figures that count.
 */
public final class Report {
    private final String name;
    private final boolean quick;
    private final List<String> parts = new ArrayList<>();

    /**
     * An empty page with its head: question, hardware, command, date and versions.
     *
     * @param name the question's name
     * @param quick whether this is a quick run
     * @param asks the question in words
     * @param versions the versions in the run
     */
    public Report(String name, boolean quick, String asks, String versions) {
        this(name, name, quick, asks, versions);
    }

    /**
     * An empty page with its head, of a question that can be asked in more than one way.
     *
     * @param name the page's name
     * @param asked the question's name and its switches
     * @param quick whether this is a quick run
     * @param asks the question in words
     * @param versions the versions in the run
     */
    public Report(String name, String asked, boolean quick, String asks, String versions) {
        this.name = name;
        this.quick = quick;
        parts.add("# " + name);
        parts.add(asks);
        parts.add(String.join(
                "\n",
                "- Hardware: " + Machine.description(),
                "- Command: `bin/bench " + asked + (quick ? " --quick`" : "`"),
                "- Date: " + LocalDate.now(Clock.systemUTC()),
                "- Versions: " + versions));
    }

    /**
     * Adds a part, and prints it.
     *
     * @param text Markdown
     * @return this
     */
    public Report add(Object text) {
        parts.add(text.toString());
        System.out.println(text);
        System.out.println();
        return this;
    }

    /**
     * Draws a plot beside the page and shows it there.
     *
     * @param plot the plot
     * @return this
     */
    public Report plot(Plot plot) {
        write(name + ".svg", plot.svg());
        parts.add("![" + plot.title() + "](" + name + ".svg)");
        return this;
    }

    /**
     * Ends the page with the last line, writes it, and prints the last line last.
     *
     * @param line the last line
     */
    public void end(LastLine line) {
        parts.add("```\n" + line + "\n```");
        Path page = write(name + ".md", String.join("\n\n", parts) + "\n");
        System.out.println("Written: " + page);
        System.out.println(line);
    }

    private Path write(String file, String content) {
        Path folder = Path.of("benchmarks").resolve(quick ? "target/results" : "results");
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
