package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Payload;
import java.util.List;

/** Entries that say nothing but their value. */
final class Entries {
    private Entries() {}

    static Entry of(int value) {
        Payload payload = new Payload.Bytes(new byte[] {(byte) value});
        return new Entry("int", 1, 0, Entry.NEVER, Entry.NEVER, 1, CommitPosition.NONE, 1, List.of(), payload);
    }
}
