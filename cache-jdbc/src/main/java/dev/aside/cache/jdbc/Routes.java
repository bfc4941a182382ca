package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.route.EndpointRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is asked for what at a moment. Immutable: read without a lock, and replaced as a whole when something has changed. */
final class Routes {

    private final long epoch;
    private final List<Standing> all;
    private final boolean isHeld;
    private final @Nullable Standing writer;
    private final boolean isSplit;
    private final List<Standing> readers;
    private final boolean readersAreWriter;
    private final Map<String, List<Standing>> groups = new HashMap<>();

    Routes(long epoch, List<Standing> all, boolean isHeld, Options options) {
        this.epoch = epoch;
        this.all = List.copyOf(all);
        this.isHeld = isHeld;
        List<Standing> writers = writers();
        this.isSplit = writers.size() > 1;
        this.writer = writers.size() == 1 ? writers.get(0) : null;
        List<Standing> following = nearest(
                all.stream()
                        .filter(one -> mayRead(one) && !one.pool().described().isReserved())
                        .toList(),
                options.zone());
        this.readersAreWriter = following.isEmpty() && writer != null && options.whenNoReader() == WhenNoReader.WRITER;
        this.readers = writer != null && readersAreWriter ? List.of(writer) : following;
        all.forEach(this::group);
        if (options.whenNoMember() == WhenNoMember.READERS) {
            groups.replaceAll((name, members) -> members.isEmpty() ? readers : members);
        }
    }

    private static boolean mayRead(Standing one) {
        return one.isReader() && one.mayRead();
    }

    /** Two names of one server are one writer: the one that was given first. */
    private List<Standing> writers() {
        return all.stream()
                .filter(Standing::isWriter)
                .collect(Collectors.toMap(
                        one -> Objects.requireNonNull(one.seen()).server(), one -> one, (a, b) -> a))
                .values()
                .stream()
                .toList();
    }

    private static List<Standing> nearest(List<Standing> some, @Nullable String zone) {
        Predicate<Standing> isHere =
                one -> Objects.equals(zone, one.pool().described().zone());
        boolean any = zone != null && some.stream().anyMatch(isHere);
        return any ? some.stream().filter(isHere).toList() : some;
    }

    private void group(Standing one) {
        for (String name : one.pool().described().groups()) {
            List<Standing> before = groups.getOrDefault(name, List.of());
            boolean is = mayRead(one) || (writer != null && one.pool() == writer.pool());
            groups.put(name, is ? concat(before, one) : before);
        }
    }

    private static List<Standing> concat(List<Standing> before, Standing one) {
        Standing[] array = before.toArray(new Standing[before.size() + 1]);
        array[before.size()] = one;
        return List.of(array);
    }

    long epoch() {
        return epoch;
    }

    List<Standing> all() {
        return all;
    }

    boolean isHeld() {
        return isHeld;
    }

    @Nullable
    Standing writer() {
        return writer;
    }

    /** Returns what the writer has said of itself last, or null if there is no writer. */
    @Nullable
    Sighting writerSeen() {
        return writer == null ? null : writer.seen();
    }

    /** Returns whether several nodes say that they take writes. */
    boolean isSplit() {
        return isSplit;
    }

    /** Returns whether who asks for a reader is given the writer. */
    boolean readersAreWriter() {
        return readersAreWriter;
    }

    /** Returns whether every node has been heard, or has failed to answer. */
    boolean isComplete() {
        return !all.isEmpty() && all.stream().allMatch(Standing::isHeard);
    }

    /** Returns who is to be asked, or null if nobody may be. */
    @Nullable
    Standing pick(Endpoint endpoint, Choice choice) {
        if (isHeld) {
            return null;
        } else if (endpoint.role() == EndpointRole.WRITER) {
            return writer;
        }
        return oneOf(candidates(endpoint), choice);
    }

    /** Returns who is to be asked of those that are known to have come so far, or of all if none is known to. */
    @Nullable
    Standing pick(Endpoint endpoint, Choice choice, Progress past) {
        if (isHeld || endpoint.role() == EndpointRole.WRITER) {
            return pick(endpoint, choice);
        }
        List<Standing> all = candidates(endpoint);
        List<Standing> there = all.stream().filter(one -> isPast(one, past)).toList();
        return oneOf(there.isEmpty() ? all : there, choice);
    }

    private static boolean isPast(Standing one, Progress past) {
        Sighting seen = one.seen();
        return seen != null && (seen.isWriter() || seen.progress().has(past));
    }

    private static @Nullable Standing oneOf(List<Standing> some, Choice choice) {
        return switch (some.size()) {
            case 0 -> null;
            case 1 -> some.get(0);
            default -> free(choice.of(some), some);
        };
    }

    /** Nobody is let wait at one while another has room. */
    private static Standing free(Standing chosen, List<Standing> from) {
        if (chosen.pool().isFull()) {
            for (Standing other : from) {
                if (!other.pool().isFull()) {
                    return other;
                }
            }
        }
        return chosen;
    }

    /** Returns what is known of a node, or null if it is not one of those that may be asked. */
    @Nullable
    Standing find(Endpoint endpoint, NodePool pool) {
        if (isHeld) {
            return null;
        } else if (endpoint.role() == EndpointRole.WRITER) {
            return writer != null && writer.pool() == pool ? writer : null;
        }
        return candidates(endpoint).stream()
                .filter(one -> one.pool() == pool)
                .findFirst()
                .orElse(null);
    }

    private List<Standing> candidates(Endpoint endpoint) {
        String group = endpoint.groupName();
        return group == null ? readers : groups.getOrDefault(group, List.of());
    }

    /** Returns why nobody may be asked. */
    EndpointUnavailableException.Reason reason(Endpoint endpoint) {
        if (isHeld) {
            return EndpointUnavailableException.Reason.HELD;
        } else if (endpoint.groupName() != null) {
            return EndpointUnavailableException.Reason.EMPTY_GROUP;
        } else if (endpoint.role() == EndpointRole.READER) {
            return EndpointUnavailableException.Reason.NO_READER;
        }
        return isSplit
                ? EndpointUnavailableException.Reason.TWO_WRITERS
                : EndpointUnavailableException.Reason.NO_WRITER;
    }

    /** Returns whether nodes are treated in the same way as by the others. */
    boolean isLike(Routes others) {
        boolean is = isHeld == others.isHeld && all.size() == others.all.size();
        for (int i = 0; is && i < all.size(); i++) {
            is = all.get(i).isLike(others.all.get(i));
        }
        return is;
    }

    /** Returns what is known of each node. */
    String inWords() {
        return all.stream().map(Standing::inWords).collect(Collectors.joining("; "));
    }
}
