package dev.aside.cache.memcached;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One question to a server: which nodes are there? By the command that servers of ElastiCache have, and else by an ordinary key,
 * which any server can hold. It waits, for a bounded time, and reads no more than a bounded answer.
 */
final class Listing implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(1);
    static final String KEY = "AmazonElastiCache:cluster";

    private static final int LEAST_WORDS = 4;
    private static final int MAXIMUM_LINE = 1_024;
    private static final int MAXIMUM_BYTES = 128 * 1_024;

    private final Socket socket;
    private final InputStream in;
    private final long deadlineNanos = System.nanoTime() + LIMIT.toNanos();

    private Listing(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Asks.
     *
     * @return the list, or null if what is said is none
     * @throws IOException if there is no answer
     */
    static @Nullable NodeList ask(Place at, Access access) throws IOException {
        try (Listing listing = new Listing(open(at, access.tls()))) {
            listing.login(access.login());
            String list = listing.ask("config get cluster");
            return NodeList.parse(list == null ? String.valueOf(listing.ask("get " + KEY)) : list);
        }
    }

    private static Socket open(Place at, @Nullable SSLContext tls) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(at.look(), (int) LIMIT.toMillis());
            plain.setSoTimeout((int) LIMIT.toMillis());
            return tls == null ? plain : secured(plain, at, tls);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, Place at, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, at.host(), at.port(), true);
        SSLParameters checked = secured.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(checked);
        secured.startHandshake();
        return secured;
    }

    private void login(@Nullable Login login) throws IOException {
        if (login != null) {
            byte[] words = login.greeting().words();
            send("set " + Login.NAME + " 0 0 " + words.length + "\r\n");
            socket.getOutputStream().write(words);
            send("\r\n");
            if (!line().equals("STORED")) {
                throw new IOException(Login.REFUSED);
            }
        }
    }

    /** Returns what is held there, or null if the server has nothing there, or does not know the question. */
    private @Nullable String ask(String question) throws IOException {
        send(question + "\r\n");
        String first = line();
        if (first.equals("ERROR") || first.equals("END")) {
            return null;
        }
        String[] words = first.split(" ", -1);
        if (words.length < LEAST_WORDS || !(words[0].equals("CONFIG") || words[0].equals("VALUE"))) {
            throw new IOException("it does not answer as memcached does");
        }
        String held = new String(bytes(words[LEAST_WORDS - 1]), StandardCharsets.ISO_8859_1);
        for (String rest = line(); !rest.equals("END"); rest = line()) {
            if (!rest.isEmpty()) {
                throw new IOException("it does not answer as memcached does");
            }
        }
        return held;
    }

    private byte[] bytes(String length) throws IOException {
        int count = length.matches("[0-9]{1,6}") ? Integer.parseInt(length) : MAXIMUM_BYTES + 1;
        if (count > MAXIMUM_BYTES) {
            throw new IOException("its list of nodes is too long");
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) read();
        }
        return bytes;
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = read(); one != '\n'; one = read()) {
            if (line.size() > MAXIMUM_LINE) {
                throw new IOException("it does not answer as memcached does");
            }
            if (one != '\r') {
                line.write(one);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** One that sends a byte now and then must not be listened to for ever. */
    private int read() throws IOException {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        int one = in.read();
        if (one < 0) {
            throw new EOFException("it ends the connection");
        }
        return one;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
