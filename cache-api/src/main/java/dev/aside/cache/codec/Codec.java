package dev.aside.cache.codec;

/**
 * A two-way translation between values of one type and bytes.
 *
 * <p>A codec is called before the bytes reach any client library and after they have left it, so an exception in a codec
 * fails one operation and disturbs no connection.
 *
 * <p><b>Thread-safety:</b> an implementation MUST be safe for use by many threads; it SHOULD hold no state at all.
 * <b>Null:</b> neither values nor arrays are ever null, and an implementation MAY throw {@code NullPointerException} for one;
 * an absent value has no bytes and is not seen by a codec. <b>Blocking:</b> a codec MUST NOT block or do I/O, since its
 * thread may serve other operations too.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /**
     * Returns a short, stable name of the format, such as {@code "string"} or {@code "json"}. It is stored with each value,
     * and a value stored under another id is treated as absent, never handed to this codec.
     *
     * @return the id, 1 to 64 characters of {@code [a-z0-9.-]}
     */
    String id();

    /**
     * Returns a number that changes whenever bytes of an earlier version of the type can no longer be read, for example when
     * a record gains a component. A value stored under another fingerprint is treated as absent and is not deleted, so two
     * versions of an application can run side by side.
     *
     * @return the fingerprint of type and format
     */
    long fingerprint();

    /**
     * Translates a value to bytes.
     *
     * @param value the value
     * @return a new array, which the caller owns
     * @throws CodecException if the value cannot be encoded; the message says what is allowed and never holds the value
     */
    byte[] encode(T value);

    /**
     * Translates bytes to a value. The bytes may be damaged or hostile: an implementation MUST check every length before it
     * allocates, and MUST throw {@link CodecException} rather than return a value it is not sure of.
     *
     * @param bytes the bytes, which the codec MUST NOT keep or change
     * @return the value
     * @throws CodecException if the bytes are not a value of this type
     */
    T decode(byte[] bytes);
}
