package dev.aside.cache.testkit.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Whom the SASL library of a server asks about a password, by the socket and in the words of {@code saslauthd}: so a password can be
 * changed while the server runs, and no file of a database format is needed.
 */
final class SaslDoor implements AutoCloseable {

    private final ServerSocketChannel door;
    private final MemcachedUsers users;

    private SaslDoor(ServerSocketChannel door, MemcachedUsers users) {
        this.door = door;
        this.users = users;
    }

    static SaslDoor open(Path socket, MemcachedUsers users) {
        try {
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(socket));
            SaslDoor open = new SaslDoor(door, users);
            Thread thread = new Thread(open::serve, "aside-testkit-sasl");
            thread.setDaemon(true);
            thread.start();
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (door.isOpen()) {
            try (SocketChannel caller = door.accept()) {
                answer(caller);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // one who has left; others may come
            }
        }
    }

    /** User, password, service and realm, each after its length; and one answer of that form. */
    private void answer(SocketChannel caller) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(caller));
        String user = word(in);
        String password = word(in);
        word(in);
        word(in);
        byte[] verdict = (users.admits(user, password) ? "OK" : "NO").getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(caller));
        out.writeShort(verdict.length);
        out.write(verdict);
        out.flush();
    }

    private static String word(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
