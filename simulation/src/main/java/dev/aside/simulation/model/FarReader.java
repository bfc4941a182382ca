package dev.aside.simulation.model;

import java.util.function.Consumer;

/** A connection, as the server knows it. */
final class FarReader {
    private final Wire wire;
    private final Consumer<Address> pushes;

    /** @param pushes what is done at its other end when a slot has been changed */
    FarReader(Wire wire, Consumer<Address> pushes) {
        this.wire = wire;
        this.pushes = pushes;
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
