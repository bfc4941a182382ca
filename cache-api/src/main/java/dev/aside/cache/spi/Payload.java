package dev.aside.cache.spi;

/**
 * What a stored value is made of. A store says with {@link EntryStore#form()} which kind it holds, and is given no other.
 */
public sealed interface Payload {

    /** Which kind of payload a store holds. */
    enum Form {
        /** The caller's own object. */
        REFERENCE,
        /** Encoded bytes. */
        BYTES
    }

    /**
     * The caller's own object.
     *
     * @param value the object
     */
    record Reference(Object value) implements Payload {
        @Override
        public String toString() {
            return "reference";
        }
    }

    /**
     * Encoded bytes. Whoever is handed the array owns it; whoever handed it over MUST NOT touch it again.
     *
     * @param bytes the array
     */
    @SuppressWarnings("ArrayRecordComponent") // ownership is stated above; nobody compares payloads
    record Bytes(byte[] bytes) implements Payload {
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /** The loader said that there is no value. */
    record Absent() implements Payload {
        /** The one absence. */
        public static final Absent INSTANCE = new Absent();
    }
}
