package dev.aside.bench.kit;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every question can be asked with. */
public abstract class Question implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = "--quick",
            description = "A look within 50 s: fewer sizes and rounds, only the peers a key names. No record.")
    private boolean quick;

    /** Creates a question, which picocli fills. */
    protected Question() {}

    /**
     * Whether only a look is asked for.
     *
     * @return true for a look, false for a record
     */
    protected final boolean isQuick() {
        return quick;
    }
}
