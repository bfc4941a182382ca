package dev.aside.simulation.oracle;

/**
 * Something that was promised and is not so.
 *
 * @param rule which promise
 * @param what what happened instead
 */
public record Violation(String rule, String what) {
    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
