package dev.aside.cache.testkit.server;

import java.nio.file.Path;

/**
 * What a replica follows.
 *
 * @param sockets where the other server's Unix socket is, by which it is copied
 * @param port the other server's own port, by which the socket is named
 * @param host where the replica finds the other server: its address, or that of a proxy
 * @param foundAt the port there
 */
record Upstream(Path sockets, int port, String host, int foundAt) {}
