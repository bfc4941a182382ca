package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports, from a range below the one of outgoing connections (32768 on Linux), even with the 10000 that Redis Cluster adds
 * for its bus. So a port stays free while its server is down. That another process takes it between the look here and the
 * server's own bind is left to the launcher, which tries the next.
 */
final class Ports {

    private static final int LOW = 10_240;
    private static final int HIGH = 22_000;
    private static final int TRIES = 200;

    private Ports() {}

    /** 127.0.0.1, also where this JVM would rather have ::1. */
    static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOW, HIGH);
            if (isFree(port)) {
                return port;
            }
        }
        throw new TestServerException("no free port between " + LOW + " and " + HIGH + " in " + TRIES + " tries");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
