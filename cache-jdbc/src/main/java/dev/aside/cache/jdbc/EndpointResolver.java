package dev.aside.cache.jdbc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Says which servers stand behind a name, in place of the JVM, which remembers names for the whole process and for longer than they are
 * good. It is asked every few seconds, and every second while no node is known to take writes.
 *
 * <p><b>Thread-safety:</b> asked by one thread at a time. It may block, for a second at most.
 */
@FunctionalInterface
public interface EndpointResolver {

    /**
     * Returns the addresses.
     *
     * @param host the name, as in a URL
     * @return some or all of those that are good now. One that was said before, and is not said any more, is forgotten two minutes later
     * @throws UnknownHostException if there is none; those that are known stay until it says others. So they do whatever else it throws;
     *     both are logged
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
