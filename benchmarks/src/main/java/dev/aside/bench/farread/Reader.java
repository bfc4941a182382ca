package dev.aside.bench.farread;

import java.util.Set;

/** Whose reads are measured: a constant of a question's own list. */
public interface Reader {
    /**
     * What its program calls it.
     *
     * @return the name of the constant
     */
    String name();

    /**
     * What people call it.
     *
     * @return its label
     */
    String label();

    /**
     * Which calls it has.
     *
     * @return the calls that are measured
     */
    Set<Call> calls();
}
