package dev.aside.cache.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import net.spy.memcached.ops.OperationErrorType;
import net.spy.memcached.ops.OperationState;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.protocol.BaseOperationImpl;
import org.jspecify.annotations.Nullable;

/**
 * A {@code get} of many names. The library's own passes over what it does not understand, and then a slot that is there would seem not
 * to be; this one takes an answer for nothing but what it has asked for, once each, in any order: what stands between here and several
 * servers may have one of its own. Whatever else comes is the answer to something else, and so may be all that follows: that ends the connection.
 */
final class Fetch extends BaseOperationImpl {

    private static final byte[] GET = ascii("get");
    private static final byte[] VALUE = ascii("VALUE ");
    private static final byte[] END = ascii("END");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final OperationStatus DONE = new OperationStatus(true, "END", StatusCode.SUCCESS);

    /** A name of 250 characters, and three numbers. */
    private static final int LONGEST_LINE = 320;

    private static final int LONGEST_NUMBER = 10;

    private final String[] names;
    private final boolean[] answered;
    private final Trip trip;
    private final long maximum;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int next;
    private String name = "";
    private int flags;
    private byte @Nullable [] data;
    private int read;
    private boolean done;

    /** @param maximum how long a value may be, in bytes */
    Fetch(Collection<String> names, Trip trip, long maximum) {
        this.names = names.toArray(String[]::new);
        this.answered = new boolean[names.size()];
        this.trip = trip;
        this.maximum = maximum;
        setCallback(trip);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void initialize() {
        int size = GET.length + LINE_END.length;
        for (String one : names) {
            size += 1 + one.length();
        }
        ByteBuffer request = ByteBuffer.allocate(size).put(GET);
        for (String one : names) {
            request.put((byte) ' ').put(ascii(one));
        }
        setBuffer(request.put(LINE_END).flip());
    }

    /** Reads to the end of the answer, or of what has come of it so far. */
    @Override
    public void readFromBuffer(ByteBuffer in) throws IOException {
        while (!done && in.hasRemaining()) {
            byte[] present = data;
            if (present == null) {
                readLine(in);
            } else {
                readData(in, present);
            }
        }
    }

    private void readLine(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                lineEnds();
                return;
            } else if (length == LONGEST_LINE) {
                throw Calls.outOfStep();
            }
            line[length++] = b;
        }
    }

    private void lineEnds() throws IOException {
        int end = length - 1;
        length = 0;
        if (end < 0 || line[end] != '\r') {
            throw Calls.outOfStep();
        } else if (end == END.length && begins(END)) {
            done = true;
            trip.receivedStatus(DONE);
            transitionState(OperationState.COMPLETE);
        } else if (end > VALUE.length && begins(VALUE)) {
            valueBegins(end);
        } else {
            fails(new String(line, 0, end, StandardCharsets.ISO_8859_1));
        }
    }

    private boolean begins(byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** Behind the word come the name, the flags, and the length. */
    private void valueBegins(int end) {
        int afterName = wordEnds(VALUE.length, end);
        int afterFlags = wordEnds(afterName + 1, end);
        name = asked(VALUE.length, afterName);
        flags = (int) number(afterName + 1, afterFlags);
        long size = number(afterFlags + 1, end);
        if (size > maximum) {
            throw Calls.outOfStep();
        }
        data = new byte[(int) size];
        read = 0;
    }

    private int wordEnds(int from, int end) {
        for (int at = from; at < end; at++) {
            if (line[at] == ' ') {
                return at;
            }
        }
        throw Calls.outOfStep();
    }

    /** Returns the name that was asked for: most often the next, or one soon behind it. */
    private String asked(int from, int to) {
        for (int i = 0; i < names.length; i++) {
            int at = (next + i) % names.length;
            if (!answered[at] && isSame(names[at], from, to)) {
                answered[at] = true;
                next = at + 1;
                return names[at];
            }
        }
        throw Calls.outOfStep();
    }

    private boolean isSame(String asked, int from, int to) {
        if (asked.length() != to - from) {
            return false;
        }
        for (int i = to - 1; i >= from; i--) { // names differ at their ends
            if (line[i] != asked.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int to) {
        if (from >= to || to - from > LONGEST_NUMBER) {
            throw Calls.outOfStep();
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = line[at] - '0';
            if (digit < 0 || digit > 9) {
                throw Calls.outOfStep();
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private void readData(ByteBuffer in, byte[] into) {
        int count = Math.min(in.remaining(), Math.max(0, into.length - read));
        in.get(into, Math.min(read, into.length), count);
        read += count;
        while (data != null && read >= into.length && in.hasRemaining()) {
            if (in.get() != LINE_END[read - into.length]) {
                throw Calls.outOfStep();
            }
            read++;
            if (read == into.length + LINE_END.length) {
                data = null;
                trip.gotData(name, flags, into);
            }
        }
    }

    private void fails(String text) throws IOException {
        if (text.startsWith("SERVER_ERROR")) {
            done = true;
            handleError(OperationErrorType.SERVER, text);
        } else if (text.startsWith("CLIENT_ERROR")) {
            handleError(OperationErrorType.CLIENT, text);
        } else if (text.equals("ERROR")) {
            handleError(OperationErrorType.GENERAL, text);
        } else {
            throw Calls.outOfStep();
        }
    }

    /** Only for what this library is not used for. */
    @Override
    public byte[] getErrorMsg() {
        return new byte[0];
    }

    /** Shows no name to whoever logs it. */
    @Override
    public String toString() {
        return "a get, " + getState();
    }
}
