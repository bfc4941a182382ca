package dev.aside.cache.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * For the driver of MariaDB, which makes it by its name: who has connected can take the socket, and close it whatever the driver is
 * waiting for. Not for users.
 */
public final class HeldSocketFactory extends SocketFactory {

    /** The driver connects on the thread that asks it to. */
    private static final ThreadLocal<@Nullable Socket> LAST = new ThreadLocal<>();

    /** Creates a factory. */
    public HeldSocketFactory() {}

    /** Returns the last socket that was made on this thread, or null if it is taken already, or was not made here. */
    static @Nullable Socket take() {
        Socket last = LAST.get();
        LAST.remove();
        return last;
    }

    private static Socket held(Socket socket) {
        LAST.set(socket);
        return socket;
    }

    @Override
    public Socket createSocket() {
        return held(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return held(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return held(new Socket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return held(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return held(new Socket(host, port, from, fromPort));
    }
}
