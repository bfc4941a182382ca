package dev.aside.samples.demo;

/** Starts the main job; {@code bin/demo} calls it. */
public final class Main {
    private Main() {}

    /**
     * Runs the demo and ends the process with its exit code.
     *
     * @param arguments the options, see {@code bin/demo --help}
     */
    public static void main(String... arguments) {
        System.exit(Demo.commandLine(CachedStore::open).execute(arguments));
    }
}
