package dev.aside.cache.codec;

/** Bytes that stand alone need no length. They are copied both ways, so that no caller holds what another one reads. */
final class BytesCodec implements Codec<byte[]> {

    private final long fingerprint;

    BytesCodec(Shape shape) {
        this.fingerprint = shape.fingerprint();
    }

    @Override
    public String id() {
        return "bytes";
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public byte[] encode(byte[] value) {
        return value.clone();
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes.clone();
    }
}
