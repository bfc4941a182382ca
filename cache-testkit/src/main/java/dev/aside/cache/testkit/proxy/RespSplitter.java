package dev.aside.cache.testkit.proxy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Splits RESP2 and RESP3, and inline commands. It keeps nothing of a message but where it is inside: how many elements are
 * missing on each level, how many bytes of a body, and the beginning of a line.
 */
final class RespSplitter implements FrameSplitter {

    private static final int DEEPEST = 64;
    /** A length has at most 20 characters, a command's name is shorter than this. */
    private static final int LINE = 64;

    private final boolean requests;
    private final long[] missing = new long[DEEPEST];
    private int depth;
    private boolean between = true;
    private boolean push;

    private final byte[] line = new byte[LINE];
    private int lineLength;
    private long body;
    private final byte[] word = new byte[LINE];
    private int wordLength;
    private boolean wordTaken;

    RespSplitter(boolean requests) {
        this.requests = requests;
    }

    @Override
    public boolean isBetween() {
        return between;
    }

    @Override
    public boolean isPush() {
        return push;
    }

    @Override
    public String name() {
        return new String(word, 0, wordLength, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean advance(ByteBuffer in) throws ProtocolException {
        if (between) {
            begin(in.get(in.position()));
        }
        while (in.hasRemaining()) {
            if (body > 0 ? bodyEnds(in) : lineEnds(in.get())) {
                between = true;
                return true;
            }
        }
        return false;
    }

    private void begin(byte first) {
        between = false;
        push = first == '>';
        wordLength = 0;
        wordTaken = !requests;
    }

    /** Returns whether the message ends here. */
    private boolean bodyEnds(ByteBuffer in) {
        int count = (int) Math.min(body, in.remaining());
        for (int i = 0; !wordTaken && i < count; i++) {
            append(in.get(in.position() + i));
        }
        in.position(in.position() + count);
        body -= count;
        if (body > 0) {
            return false;
        }
        wordTaken = true;
        return elementEnds();
    }

    private void append(byte b) {
        if (b == '\r' || b == ' ' || wordLength == LINE) {
            wordTaken = true;
        } else {
            word[wordLength++] = b;
        }
    }

    private boolean lineEnds(byte b) throws ProtocolException {
        if (b != '\n') {
            if (lineLength < LINE) {
                line[lineLength++] = b;
            }
            return false;
        }
        int length = lineLength;
        lineLength = 0;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return header(length);
    }

    private boolean header(int length) throws ProtocolException {
        int type = length == 0 ? 0 : line[0];
        return switch (type) {
            case '$', '!', '=' -> bodyBegins(number(length));
            case '*', '~', '>' -> levelBegins(number(length));
            case '%' -> levelBegins(2 * number(length));
            case '|' -> attributeBegins(2 * number(length));
            case '+', '-', ':', '_', ',', '#', '(' -> elementEnds();
            default -> inline(length);
        };
    }

    private boolean inline(int length) throws ProtocolException {
        if (!requests || depth > 0) {
            throw new ProtocolException("no message of RESP begins like this");
        }
        for (int i = 0; !wordTaken && i < length; i++) {
            append(line[i]);
        }
        return true;
    }

    private long number(int length) throws ProtocolException {
        try {
            return Long.parseLong(new String(line, 1, length - 1, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            throw new ProtocolException("a length in RESP is a number");
        }
    }

    private boolean bodyBegins(long length) {
        body = length < 0 ? 0 : length + 2;
        return length < 0 && elementEnds();
    }

    private boolean levelBegins(long count) throws ProtocolException {
        if (count <= 0) {
            return elementEnds();
        }
        if (depth == DEEPEST) {
            throw new ProtocolException("more than " + DEEPEST + " levels");
        }
        missing[depth++] = count;
        return false;
    }

    /** An attribute is no element: it belongs to the one that follows. */
    private boolean attributeBegins(long count) throws ProtocolException {
        if (depth == 0) {
            levelBegins(2);
        } else {
            missing[depth - 1]++;
        }
        return levelBegins(count);
    }

    private boolean elementEnds() {
        while (depth > 0) {
            if (--missing[depth - 1] > 0) {
                return false;
            }
            depth--;
        }
        return true;
    }
}
