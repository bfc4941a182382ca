package dev.aside.cache.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.aside.cache.route.ChangeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What processes say to each other by a channel: {@code near <who> <cache> <what> <what> …}, where what has changed is {@code e} and the
 * key in letters of base 64, {@code t} for some tag, or {@code g} for all of the cache; and {@code here <word>}.
 */
final class Payloads {

    /** What others have changed, as one of them says. */
    record Near(String who, String cache, List<ChangeRecord> changes) {}

    /** PostgreSQL takes less than 8,000 bytes. A key of the most bytes has 5,462 letters, so that each has room. */
    static final int MOST_CHARACTERS = 7_900;

    private static final String NEAR = "near ";
    private static final String HERE = "here ";

    private Payloads() {}

    /** Returns what is to be said: as much in one as it has room for. */
    static List<String> of(String who, String cache, List<ChangeRecord> changes) {
        String head = NEAR + who + ' ' + cache;
        List<String> payloads = new ArrayList<>();
        StringBuilder payload = new StringBuilder(head);
        for (ChangeRecord change : changes) {
            String word = word(change);
            if (payload.length() + 1 + word.length() > MOST_CHARACTERS) {
                payloads.add(payload.toString());
                payload = new StringBuilder(head);
            }
            payload.append(' ').append(word);
        }
        payloads.add(payload.toString());
        return payloads;
    }

    private static String word(ChangeRecord change) {
        return change.kind() == 'e'
                ? 'e' + Base64.getUrlEncoder().withoutPadding().encodeToString(change.key())
                : String.valueOf(change.kind());
    }

    /** Returns whether it is said by a process to others, and not by a trigger. */
    static boolean isNear(String payload) {
        return payload.startsWith(NEAR);
    }

    /** Returns what is said, or null if it cannot be read. */
    static @Nullable Near near(String payload) {
        String[] words = payload.split(" ", -1);
        if (words.length < 4) {
            return null;
        }
        try {
            List<ChangeRecord> changes = Arrays.stream(words, 3, words.length)
                    .map(word -> change(words[2], word))
                    .toList();
            return new Near(words[1], words[2], changes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ChangeRecord change(String cache, String word) {
        boolean isEntry = word.startsWith("e");
        if (!isEntry && word.length() != 1) {
            throw new IllegalArgumentException("what has changed is e and a key, t or g");
        }
        byte[] key = isEntry ? Base64.getUrlDecoder().decode(word.substring(1).getBytes(US_ASCII)) : new byte[0];
        return new ChangeRecord(cache, word.charAt(0), key);
    }

    /** Returns what a process says to itself. */
    static String here(String word) {
        return HERE + word;
    }

    /** Returns whether a process says something to itself, whichever. */
    static boolean isHere(String payload) {
        return payload.startsWith(HERE);
    }
}
