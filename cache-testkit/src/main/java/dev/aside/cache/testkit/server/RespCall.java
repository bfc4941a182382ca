package dev.aside.cache.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands of Redis by RESP2, with replies as text: all that a launcher needs. */
final class RespCall {

    private final Wire wire;

    RespCall(Wire wire) {
        this.wire = wire;
    }

    /** Returns the reply as text, an array's elements one a line; null for nil. An error is thrown. */
    @Nullable
    String call(List<String> words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("*" + words.size() + "\r\n"));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ascii("$" + bytes.length + "\r\n"));
            out.writeBytes(bytes);
            out.writeBytes(ascii("\r\n"));
        }
        wire.send(ByteBuffer.wrap(out.toByteArray()));
        return reply();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private @Nullable String reply() throws IOException {
        int type = wire.read();
        String line = wire.readLine();
        return switch (type) {
            case '+', ':' -> line;
            case '-' -> throw new ErrorReply(line);
            case '$' -> bulk(Integer.parseInt(line));
            case '*' -> array(Integer.parseInt(line));
            default -> throw new ProtocolException("no reply of Redis begins with byte " + type);
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) wire.read();
        }
        wire.readLine();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private @Nullable String array(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            String element = reply();
            elements.add(element == null ? "" : element);
        }
        return String.join("\n", elements);
    }

    /** The server has understood, and refuses. */
    static final class ErrorReply extends IOException {

        private static final long serialVersionUID = 1L;

        ErrorReply(String line) {
            super(line);
        }
    }
}
