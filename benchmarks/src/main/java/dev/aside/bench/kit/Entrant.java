package dev.aside.bench.kit;

import java.util.Set;

/**
 * Who takes turns with others: a constant of a question's own list.
 *
 * @param <C> what is called
 */
public interface Entrant<C extends Timed> {
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
    Set<C> calls();
}
