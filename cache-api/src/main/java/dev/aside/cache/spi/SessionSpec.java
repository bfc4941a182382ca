package dev.aside.cache.spi;

/**
 * What a backend is told of a session store that it opens.
 *
 * @param storeName the name, which is also the namespace of its sessions
 * @param maximumSessions the most sessions that a store in this process holds; others are as large as their servers
 * @param maximumFields the most attributes of a session
 * @param maximumBytes the most bytes of all attributes of a session together, with their names
 * @param keepMillis how long a session that has ended by itself is kept all the same, so that listeners are told what was in it
 */
public record SessionSpec(
        String storeName, long maximumSessions, int maximumFields, long maximumBytes, long keepMillis) {}
