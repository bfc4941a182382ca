package dev.aside.bench.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A child that is asked again and again. It says once that it is ready, and then answers each line with figures; every answer ends
 * with an empty line. Not thread-safe.
 */
public final class Dialogue implements AutoCloseable {
    private final String who;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private boolean broken;

    private Dialogue(String who, Process process) {
        this.who = who;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a child that is asked again and again. What it writes to its error stream appears in ours.
     *
     * @param child the child
     * @param arguments its program's
     * @return what asks it
     */
    public static Dialogue start(Child child, String... arguments) {
        try {
            return new Dialogue(child.name(arguments), child.started(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the child is ready. Blocks.
     *
     * @throws IllegalStateException if it has ended instead
     */
    public void awaitReady() {
        Map<String, Double> unused = hear();
    }

    /**
     * Asks, and waits for the answer. Blocks.
     *
     * @param question one line
     * @return the child's figures by their names
     * @throws IllegalStateException if the child has ended instead
     */
    public Map<String, Double> ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw broken();
        }
        return hear();
    }

    private Map<String, Double> hear() {
        Map<String, Double> figures = new LinkedHashMap<>();
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.isEmpty()) {
                    return figures;
                }
                Child.read(line, figures);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw broken();
    }

    private IllegalStateException broken() {
        broken = true;
        return new IllegalStateException(who + " has ended before it has answered");
    }

    /**
     * Tells the child that nothing more is asked, and waits for its end. Blocks.
     *
     * @throws IllegalStateException if it ended badly, and that was not told before
     */
    @Override
    public void close() {
        try {
            questions.close();
            int code = process.waitFor();
            if (code != 0 && !broken) {
                throw new IllegalStateException(who + " ended with " + code);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Says that it is ready and answers what it is asked, until nothing more is; in the child.
     *
     * @param answer figures by their names for a question
     */
    public static void serve(Function<String, Map<String, Double>> answer) {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println();
        questions.lines().forEach(question -> {
            answer.apply(question).forEach(Child::print);
            System.out.println();
        });
    }
}
