package dev.aside.cache.testkit;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Entries of which only the value matters. */
final class TestEntries {

    private TestEntries() {}

    static Entry bytes(String text) {
        Payload payload = new Payload.Bytes(text.getBytes(StandardCharsets.UTF_8));
        return new Entry("string", 0, 0, Entry.NEVER, Entry.NEVER, 0, CommitPosition.NONE, 0, List.of(), payload);
    }
}
