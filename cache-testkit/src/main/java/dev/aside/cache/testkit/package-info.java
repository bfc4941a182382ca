/**
 * For tests: of applications that cache with Aside, and of backends.
 *
 * <p><b>An application's cache, without a server and without waiting.</b> Time is a {@link
 * dev.aside.cache.testkit.ManualTime}, the servers are an {@link dev.aside.cache.testkit.InMemoryServer}, each node of the
 * fleet is an {@link dev.aside.cache.testkit.InMemoryBackend} attached to it, and what a real server does on a bad day is one
 * call:
 *
 * <pre>{@code
 * ManualTime time = new ManualTime();
 * InMemoryServer server = InMemoryServer.redis();        // or memcached()
 * InMemoryBackend node = new InMemoryBackend(server);
 * InMemoryBackend other = new InMemoryBackend(server);
 *
 * // ... build the application's caches over node, with time.runtime() as their runtime ...
 *
 * time.advance(Duration.ofMinutes(10));                  // entries grow old, refreshes run
 * node.unavailable(true);                                // the server cannot be reached
 * node.hang(true);                                       // or it accepts commands and does not answer
 * node.loseReplies(1);                                   // or it does what it is told, and nobody hears of it
 * server.evict(key -> key.kind() == SlotKey.Kind.ENTRY); // or it is short of memory
 * server.restart();                                      // or it forgets everything
 * assertThat(node.batches()).isEqualTo(2);               // what a read really costs
 * }</pre>
 *
 * <p>What goes wrong at one step, in order, is written into a {@link dev.aside.cache.testkit.FaultScript}; what happened is
 * held against expectations by a {@link dev.aside.cache.testkit.Recording}; and {@link dev.aside.cache.testkit.LeakCheck}
 * fails a test that leaves something behind.
 *
 * <p><b>A backend.</b> {@link dev.aside.cache.testkit.EntryStoreContract} holds a store to the slot protocol: extend it, say
 * how the backend is made and how its time moves, and every step is tried on every state of a slot.
 *
 * <p><b>Real servers</b> are started by {@link dev.aside.cache.testkit.server}, and a bad network is put in front of them by
 * {@link dev.aside.cache.testkit.proxy}.
 */
@NullMarked
package dev.aside.cache.testkit;

import org.jspecify.annotations.NullMarked;
