package dev.aside.bench.kit;

/** What is called, and for how long it takes its thread: a constant of a question's own list. */
public interface Timed {
    /**
     * What programs call it.
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
     * How many threads call.
     *
     * @return threads
     */
    int threads();

    /**
     * What a child calls the time per operation.
     *
     * @return the figure's name
     */
    default String nanos() {
        return name() + " nanos";
    }

    /**
     * What a child calls the bytes allocated per operation.
     *
     * @return the figure's name
     */
    default String bytes() {
        return name() + " bytes";
    }
}
