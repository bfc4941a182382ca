package dev.aside.cache.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * For the driver of PostgreSQL, which makes it by its name: sockets lead to one address, whatever the name in the URL stands for just now.
 * TLS is still checked against that name. Not for users.
 */
public final class PinnedSocketFactory extends SocketFactory {

    private final InetAddress address;

    /**
     * Creates a factory.
     *
     * @param address the address in figures
     * @throws UnknownHostException if it is no address
     */
    public PinnedSocketFactory(String address) throws UnknownHostException {
        this.address = InetAddress.getByName(Objects.requireNonNull(address, "address"));
    }

    @Override
    public Socket createSocket() {
        return new PinnedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new Socket(address, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return new Socket(address, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new Socket(address, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return new Socket(address, port, from, fromPort);
    }

    private final class PinnedSocket extends Socket {
        @Override
        public void connect(@Nullable SocketAddress wanted, int timeout) throws IOException {
            if (!(wanted instanceof InetSocketAddress named)) {
                throw new IOException("only a port of an internet address can be connected to");
            }
            super.connect(new InetSocketAddress(address, named.getPort()), timeout);
        }

        @Override
        public void connect(@Nullable SocketAddress wanted) throws IOException {
            connect(wanted, 0);
        }
    }
}
