package dev.aside.cache.testkit;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheClosedException;
import dev.aside.cache.spi.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells of what tests have made what is left of it. */
final class Leaks {

    private Leaks() {}

    /** One thing left behind. */
    record Found(Leak kind, String what) {}

    static List<Found> of(ThreadWatch.Left left) {
        String whose =
                left.tests().size() < 2 ? "" : ", started by one of " + left.tests() + ", which ran at the same time";
        return left.threads().stream()
                .map(thread -> ThreadWatch.isOurs(thread)
                        ? new Found(Leak.ASIDE, "not closed, its thread " + thread.getName() + " is alive" + whose)
                        : new Found(Leak.THREAD, thread.getName() + ", no daemon, is alive" + whose))
                .toList();
    }

    static List<Found> of(List<Object> born) {
        List<Found> found = new ArrayList<>();
        for (Object object : born) {
            if (object instanceof InMemoryBackend node) {
                look(node, found);
            } else if (object instanceof InMemoryServer server) {
                look(server, found);
            } else if (object instanceof Recording recording) {
                look(recording, found);
            } else if (object instanceof ManualExecutor executor) {
                add(found, Leak.FLIGHT, executor.size(), "given to a ManualExecutor and never run");
            }
        }
        return found;
    }

    private static void look(InMemoryBackend node, List<Found> found) {
        if (!node.isClosed()) {
            found.add(new Found(Leak.ASIDE, "not closed, nor is its backend, caches " + node.cacheNames()));
        }
        add(found, Leak.FLIGHT, node.held(), "sent by a node to a server that still hangs");
    }

    private static void look(InMemoryServer server, List<Found> found) {
        long now = server.slots().nowMillis();
        long leases = server.slots().alive().stream()
                .filter(slot -> slot instanceof Slot.Lease lease && now < lease.deadlineMillis())
                .count();
        long changes = server.slots().alive().stream()
                .mapToLong(slot -> slot instanceof Slot.Fence fence ? open(fence, now) : 0)
                .sum();
        add(found, Leak.LEASE, leases, "held on a server, neither filled nor released");
        add(found, Leak.CHANGE, changes, "open on a server, neither closed nor undone");
    }

    private static long open(Slot.Fence fence, long now) {
        return fence.writers().stream()
                .filter(writer -> now <= writer.deadlineMillis())
                .count();
    }

    private static void look(Recording recording, List<Found> found) {
        for (Cache<?, ?> cache : recording.caches()) {
            if (isOpen(cache)) {
                found.add(new Found(Leak.ASIDE, "not closed, its cache " + cache.name() + " is open"));
            }
        }
    }

    private static boolean isOpen(Cache<?, ?> cache) {
        try {
            Map<?, ?> unused = cache.getAll(List.of()); // asks nobody for anything
            return true;
        } catch (CacheClosedException e) {
            return false;
        }
    }

    private static void add(List<Found> found, Leak kind, long count, String what) {
        if (count > 0) {
            found.add(new Found(kind, count + " " + what));
        }
    }
}
