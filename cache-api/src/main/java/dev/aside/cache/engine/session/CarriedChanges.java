package dev.aside.cache.engine.session;

import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionSlot.Field;
import dev.aside.cache.spi.SessionStep.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * What the user of a session has changed in caches. It is stored in fields of the session that are no attributes. A save that moves it
 * writes a field with a name of its own, and removes those that it has taken in. So requests at the same time overwrite nothing of each
 * other: the fields of all of them are there until somebody has read them all.
 */
final class CarriedChanges {

    private static final String PREFIX = "\1own.";

    /** What is stored, and where. */
    private record Stored(ChangeToken token, Set<String> names) {}

    private final SessionIds ids;
    private final AtomicReference<ChangeToken> present;
    private volatile Stored stored;

    /** @param ids give names by chance */
    CarriedChanges(SessionIds ids, Map<String, Field> fields) {
        this.ids = ids;
        ChangeToken token = ChangeToken.NONE;
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            if (isOne(field.getKey())) {
                token = token.merge(read(field.getValue().value()));
            }
        }
        this.present = new AtomicReference<>(token);
        this.stored = new Stored(
                token, fields.keySet().stream().filter(CarriedChanges::isOne).collect(Collectors.toUnmodifiableSet()));
    }

    private static ChangeToken read(Payload value) {
        return ChangeToken.decode(value instanceof Payload.Bytes some ? some.bytes() : new byte[1]);
    }

    /** Whether a field is of these, and no attribute. */
    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    OwnChanges begin() {
        return OwnChanges.begin(present);
    }

    /** Returns what is to be stored, nothing if it has not moved. */
    List<Change> changes() {
        Stored before = stored;
        ChangeToken token = Objects.requireNonNull(present.get());
        if (token.equals(before.token())) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(PREFIX + ids.turn(), Change.ANY, new Payload.Bytes(token.encode())));
        before.names().forEach(name -> changes.add(new Change(name, Change.ANY, null)));
        return changes;
    }

    /** Notes that changes are stored. What was added since they were taken stays to be stored. */
    void stored(List<Change> changes) {
        for (Change change : changes) {
            if (isOne(change.name()) && change.value() instanceof Payload.Bytes value) {
                ChangeToken token = Objects.requireNonNull(present.get());
                boolean same = Arrays.equals(value.bytes(), token.encode());
                stored = new Stored(same ? token : read(value), Set.of(change.name()));
            }
        }
    }
}
