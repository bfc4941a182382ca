package dev.aside.cache.testkit.proxy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits the text protocol of Memcached. A request is a line, and of those that store, the data; an answer is a line, or values or
 * statistics up to {@code END}.
 */
final class MemcachedSplitter implements FrameSplitter {

    private static final Set<String> STORES = Set.of("set", "add", "replace", "append", "prepend", "cas");

    /** In a request behind name, flags and time; in an answer behind name and flags. */
    private static final int LENGTH_OF_REQUEST = 4;

    private static final int LENGTH_OF_ANSWER = 3;

    /** A name has 250 characters, and four numbers have less than these. What is longer is a {@code get} of many. */
    private static final int LINE = 512;

    private final boolean requests;
    private final byte[] line = new byte[LINE];
    private int lineLength;
    private long body;
    private boolean between = true;
    private String name = "";

    MemcachedSplitter(boolean requests) {
        this.requests = requests;
    }

    @Override
    public boolean isBetween() {
        return between;
    }

    /** Nothing comes that was not asked for. */
    @Override
    public boolean isPush() {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean advance(ByteBuffer in) throws ProtocolException {
        between = false;
        while (in.hasRemaining() && !between) {
            between = body > 0 ? bodyEnds(in) : lineEnds(in.get());
        }
        return between;
    }

    /** Returns whether the message ends here: behind the data of a request, but not of an answer. */
    private boolean bodyEnds(ByteBuffer in) {
        int count = (int) Math.min(body, in.remaining());
        in.position(in.position() + count);
        body -= count;
        return body == 0 && requests;
    }

    private boolean lineEnds(byte b) throws ProtocolException {
        if (b != '\n') {
            if (lineLength < LINE) {
                line[lineLength++] = b;
            }
            return false;
        }
        String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1).strip();
        lineLength = 0;
        List<String> words = List.of(text.split(" ", -1));
        return requests ? requestEnds(words) : answerEnds(words);
    }

    private boolean requestEnds(List<String> words) throws ProtocolException {
        name = words.get(0).toUpperCase(Locale.ROOT);
        if (!STORES.contains(words.get(0))) {
            return true;
        }
        body = number(words, LENGTH_OF_REQUEST) + 2;
        return false;
    }

    private boolean answerEnds(List<String> words) throws ProtocolException {
        if (words.get(0).equals("VALUE")) {
            body = number(words, LENGTH_OF_ANSWER) + 2;
            return false;
        }
        return !words.get(0).equals("STAT");
    }

    private static long number(List<String> words, int at) throws ProtocolException {
        try {
            return Long.parseLong(words.get(at));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new ProtocolException("data of Memcached have a length");
        }
    }
}
