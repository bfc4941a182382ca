package dev.aside.bench.faults;

/**
 * A place and what happens there.
 *
 * @param place the place
 * @param fault the fault
 * @param <P> the place's kind
 */
public record Stage<P extends Place>(P place, Fault<? super P> fault) implements AutoCloseable {
    void prepare() {
        fault.prepare(place);
    }

    void strike() {
        fault.strike(place);
    }

    void again() {
        fault.again(place);
    }

    void mend() {
        fault.mend(place);
    }

    @Override
    public void close() {
        place.close();
    }
}
