package dev.aside.cache.testkit;

import java.util.Map;

/** What an {@link InMemoryServer} held at one moment. Immutable. */
public final class ServerDump {

    private final Map<Address, Kept> slots;

    ServerDump(Map<Address, Kept> slots) {
        this.slots = Map.copyOf(slots);
    }

    Map<Address, Kept> slots() {
        return slots;
    }
}
