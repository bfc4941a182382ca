package consumer;

import dev.aside.cache.codec.Codec;
import java.nio.charset.StandardCharsets;

/** The smallest program that uses Aside as its users get it. */
public final class Main {

    private Main() {}

    /** A codec of the user's own. */
    private static final class Text implements Codec<String> {

        @Override
        public String id() {
            return "text";
        }

        @Override
        public long fingerprint() {
            return 1;
        }

        @Override
        public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Prints one line.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Codec<String> codec = new Text();
        System.out.println("Aside answers: " + codec.decode(codec.encode("yes")));
    }
}
