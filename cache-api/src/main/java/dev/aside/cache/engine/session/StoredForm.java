package dev.aside.cache.engine.session;

import dev.aside.cache.codec.CodecException;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Ticker;
import java.lang.System.Logger.Level;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Attributes as a store holds them: encoded, or by reference where it is in this process. */
final class StoredForm implements Attributes.Form {

    /** The name under which the principal's is stored, which no attribute can have. */
    static final String PRINCIPAL = "\1principal";

    private static final System.Logger LOGGER = System.getLogger(StoredForm.class.getName());
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final String storeName;
    private final Payload.Form form;
    private final AttributeTypes types;
    private final boolean savesMutated;
    private final SessionCounts counts;
    private final Ticker ticker;
    private final AtomicLong quietUntil;

    StoredForm(SessionOptions options, Payload.Form form, SessionCounts counts, Ticker ticker) {
        this.storeName = options.name();
        this.form = form;
        this.types = options.types();
        this.savesMutated = options.savesMutated();
        this.counts = counts;
        this.ticker = ticker;
        this.quietUntil = new AtomicLong(ticker.nanos());
    }

    /** Refuses a value whose type is not allowed, before it is in the session. */
    void check(String name, Object value) {
        if (form == Payload.Form.BYTES) {
            var unused = types.of(name, value);
        }
    }

    @Override
    public Payload encode(String name, Object value) {
        if (form == Payload.Form.REFERENCE) {
            return new Payload.Reference(value);
        }
        return new Payload.Bytes(types.of(name, value).encode(value));
    }

    @Override
    public Object decode(String name, Payload payload) {
        if (payload instanceof Payload.Reference reference) {
            return reference.value();
        } else if (payload instanceof Payload.Bytes bytes) {
            return types.decode(name, bytes.bytes());
        }
        throw new CodecException("an attribute is never absent");
    }

    @Override
    public void unreadable() {
        counts.unreadable.increment();
        long until = quietUntil.get();
        long now = ticker.nanos();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + EVERY_NANOS)) {
            LOGGER.log(
                    Level.WARNING,
                    storeName
                            + ": an attribute cannot be read, and counts as not there; its type has changed, or is not allowed");
        }
    }

    @Override
    public boolean maySilentlyChange(Object value) {
        return savesMutated && form == Payload.Form.BYTES && !isImmutable(value);
    }

    /** Of records it is not known: what they hold may change. */
    private static boolean isImmutable(Object value) {
        return value instanceof String
                || (value instanceof Number && value.getClass().getName().startsWith("java."))
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof UUID
                || value instanceof Temporal
                || value instanceof TemporalAmount;
    }
}
