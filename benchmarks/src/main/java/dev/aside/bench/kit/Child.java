package dev.aside.bench.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One JVM of its own for one subject, for what is not a time per operation. Its program prints figures, one a line, as
 * {@code name=value}; they come back by their name.
 *
 * @param program the class with the main method, on our own class path
 * @param jvm the JVM's own switches
 * @param launcher what starts the JVM, such as {@code taskset} with its switches; nothing by default
 */
public record Child(Class<?> program, List<String> jvm, List<String> launcher) {
    /**
     * A child that is started without more ado.
     *
     * @param program the class with the main method, on our own class path
     * @param jvm the JVM's own switches
     */
    public Child(Class<?> program, List<String> jvm) {
        this(program, jvm, List.of());
    }

    /**
     * The same child, started by something.
     *
     * @param launcher a program and its switches, or nothing
     * @return the child
     */
    public Child by(List<String> launcher) {
        return new Child(program, jvm, launcher);
    }

    /**
     * Runs the program to its end. Blocks. What it writes to its error stream appears in ours.
     *
     * @param arguments the program's
     * @return its figures, in the order it printed them
     * @throws IllegalStateException if it ended badly, or printed something else
     */
    public Map<String, Double> run(String... arguments) {
        try {
            Process process = started(arguments);
            Map<String, Double> figures = new LinkedHashMap<>();
            try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(line -> read(line, figures));
            }
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(name(arguments) + " ended with " + code);
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a child ran", e);
        }
    }

    /** Returns what it is called where something is wrong with it. */
    String name(String... arguments) {
        return program.getSimpleName() + " of " + List.of(arguments);
    }

    /** Starts the program. What it writes to its error stream appears in ours. */
    Process started(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Stream.of(arguments).forEach(command::add);
        return command;
    }

    static void read(String line, Map<String, Double> figures) {
        int equals = line.lastIndexOf('=');
        if (equals < 0) {
            throw new IllegalStateException("A child prints name=value, not: " + line);
        }
        figures.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
    }

    /**
     * Prints a figure, in the child.
     *
     * @param name its name
     * @param value its value
     */
    public static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
