package dev.aside.cache.codec;

import java.util.Objects;

/** A codec around a shape. Whatever fails below, a damaged date as well as a hostile hashCode, comes out as one exception. */
final class ShapeCodec<T> implements Codec<T> {

    /** Most core types need no more, and a UUID exactly this. */
    private static final int SCALAR_BYTES = 16;

    private static final int COMPOSITE_BYTES = 64;

    private final String id;
    private final Shape shape;
    private final long fingerprint;
    private final int initialBytes;

    ShapeCodec(String id, Shape shape) {
        this.id = id;
        this.shape = shape;
        this.fingerprint = shape.fingerprint();
        this.initialBytes = shape instanceof Scalar<?> ? SCALAR_BYTES : COMPOSITE_BYTES;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public byte[] encode(T value) {
        Objects.requireNonNull(value, "value");
        ByteSink sink = new ByteSink(initialBytes);
        try {
            shape.write(value, sink);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused("a value", e);
        }
        return sink.toByteArray();
    }

    // The shape was resolved from Class<T> and reads nothing but values of it.
    @SuppressWarnings("unchecked")
    @Override
    public T decode(byte[] bytes) {
        ByteSource source = new ByteSource(Objects.requireNonNull(bytes, "bytes"));
        try {
            T value = (T) shape.read(source);
            source.requireEnd();
            return value;
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused("bytes", e);
        }
    }

    private CodecException refused(String what, RuntimeException failure) {
        return new CodecException(
                "codec " + id + " refused " + what + ": " + failure.getClass().getName());
    }
}
