package dev.aside.simulation.model;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A connection, as the server knows it. */
final class FarReader {
    private final Wire wire;
    private final Consumer<Address> pushes;
    private final BooleanSupplier registers;

    /**
     * Creates one.
     *
     * @param pushes what is done at its other end when a slot has been changed
     * @param registers whether its reads register it
     */
    FarReader(Wire wire, Consumer<Address> pushes, BooleanSupplier registers) {
        this.wire = wire;
        this.pushes = pushes;
        this.registers = registers;
    }

    boolean registers() {
        return registers.getAsBoolean();
    }

    Wire wire() {
        return wire;
    }

    void push(Address address, int times) {
        for (int i = 0; i < times; i++) {
            wire.push(() -> pushes.accept(address));
        }
    }
}
