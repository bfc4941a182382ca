package dev.aside.cache.codec;

/**
 * How the values of one type lie in bytes. A shape is self-delimiting: it reads exactly what it wrote, whatever follows, so
 * shapes in a row are injective without separators. Each value takes at least one byte, so a declared count can never
 * exceed the bytes that are left.
 */
interface Shape {

    /** Appends a value, which is never null. */
    void write(Object value, ByteSink to);

    /** Reads what {@link #write} wrote, or throws {@link CodecException}. */
    Object read(ByteSource from);

    /** Appends what must stay the same for the bytes to stay readable. */
    void describe(Description to);

    /** The number of what it describes. */
    default long fingerprint() {
        Description description = new Description();
        describe(description);
        return description.fingerprint();
    }
}
