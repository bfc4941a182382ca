package dev.aside.cache.codec;

/** Text that stands alone needs no length: it is plain, strict UTF-8, readable to other programs. */
final class StringCodec implements Codec<String> {

    private final long fingerprint;

    StringCodec(Shape shape) {
        this.fingerprint = shape.fingerprint();
    }

    @Override
    public String id() {
        return "string";
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public byte[] encode(String value) {
        return Utf8.encode(value);
    }

    @Override
    public String decode(byte[] bytes) {
        return Utf8.decode(bytes, 0, bytes.length);
    }
}
