package dev.aside.cache.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strict UTF-8. The platform's own conversions are fast but replace what they cannot express, which would merge different
 * keys into one; here such text is refused.
 */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static byte[] encode(String text) {
        requireWellFormed(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // Malformed bytes always leave a replacement character; a genuine one gives the same bytes again.
        if (text.indexOf(REPLACEMENT) >= 0 && !isEncodingOf(text, bytes, from, length)) {
            throw new CodecException("text is not well-formed UTF-8");
        }
        return text;
    }

    private static boolean isEncodingOf(String text, byte[] bytes, int from, int length) {
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, from, from + length);
    }

    private static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPairAt(text, i)) {
                    throw new CodecException("text holds a surrogate without its pair; allowed is well-formed Unicode");
                }
                i++;
            }
        }
    }

    private static boolean isPairAt(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }
}
