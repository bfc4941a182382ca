package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the nodes for items. Nothing waits; every answer comes, or says that it does not, soon after the connection is lost. */
final class Asks {

    private static final Glance NOTHING = new Glance(Map.of(), Set.of(), null);

    private final Fleet fleet;
    private final CacheRuntime runtime;

    Asks(Fleet fleet, CacheRuntime runtime) {
        this.fleet = fleet;
        this.runtime = runtime;
    }

    /**
     * What several nodes hold.
     *
     * @param items of those that have answered
     * @param unanswered what others were asked for
     * @param why what the last of these is answered with, or null if there are none
     */
    record Glance(
            Map<String, Item> items,
            Set<String> unanswered,
            @Nullable Throwable why) {

        /** Throws what a step ends with that needs one of these and has not heard of it. */
        void need(Collection<String> names) {
            if (why != null && names.stream().anyMatch(unanswered::contains)) {
                throw new Stop(Stop.reply(why));
            }
        }
    }

    /**
     * What one node holds under a name.
     *
     * @param item what it is, with the number of its last change, or null
     */
    record Seen(String name, @Nullable Item item) {}

    /**
     * Looks at many items, by one command to each node.
     *
     * @param needed what is waited for
     * @param more what is waited for a moment longer, and no more: one node that does not answer need not hold up the others
     */
    CompletableFuture<Glance> look(Collection<String> needed, Collection<String> more, Duration moment) {
        Map<Node, Set<String>> byNode = new LinkedHashMap<>();
        needed.forEach(name -> at(byNode, name).add(name));
        int first = byNode.size();
        more.forEach(name -> at(byNode, name).add(name));
        List<CompletableFuture<Glance>> parts = new ArrayList<>();
        byNode.forEach((node, some) -> parts.add(look(node, some)));
        List<CompletableFuture<Glance>> rest = parts.subList(first, parts.size());
        return all(parts.subList(0, first))
                .thenCompose(answered -> aMoment(rest, moment))
                .thenApply(over -> together(parts));
    }

    /** Looks at many items, by one command to each node. */
    CompletableFuture<Glance> look(Collection<String> needed) {
        return look(needed, List.of(), Duration.ZERO);
    }

    private Set<String> at(Map<Node, Set<String>> byNode, String name) {
        return byNode.computeIfAbsent(fleet.nodeOf(name), node -> new LinkedHashSet<>());
    }

    private CompletableFuture<Boolean> aMoment(List<CompletableFuture<Glance>> rest, Duration moment) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        CompletableFuture<?> all = all(rest);
        if (all.isDone()) {
            over.complete(true);
            return over;
        }
        Scheduler.Scheduled timer = runtime.scheduler().schedule(() -> over.complete(false), moment);
        var unused = all.thenRun(() -> {
            timer.cancel();
            over.complete(true);
        });
        return over;
    }

    private static CompletableFuture<Glance> look(Node node, Set<String> names) {
        Exchange ask = new Exchange(false, (wire, then) -> wire.get(names, then));
        node.send(ask);
        return ask.answer()
                .handle((answer, error) -> error == null
                        ? new Glance(answer.items(), Set.of(), null)
                        : new Glance(Map.of(), names, error));
    }

    /** What has not come yet is not in it. */
    private static Glance together(List<CompletableFuture<Glance>> parts) {
        Map<String, Item> items = new HashMap<>();
        Set<String> unanswered = new HashSet<>();
        Throwable why = null;
        for (CompletableFuture<Glance> part : parts) {
            Glance glance = part.getNow(NOTHING);
            unanswered.addAll(glance.unanswered());
            items.putAll(glance.items());
            why = glance.why() == null ? why : glance.why();
        }
        return new Glance(items, unanswered, why);
    }

    /** Looks at one item, so that it can be compared. */
    CompletableFuture<Seen> look(String name) {
        Exchange ask = new Exchange(false, (wire, then) -> wire.gets(name, then));
        fleet.nodeOf(name).send(ask);
        return ask.answer().thenApply(answer -> new Seen(name, answer.items().get(name)));
    }

    /** Sets what was looked at, unless somebody has set it since. Answered with whether it did. */
    CompletableFuture<Boolean> change(Seen seen, int seconds, byte[] bytes) {
        Item item = seen.item();
        if (item == null) {
            return add(seen.name(), seconds, bytes);
        } else if (item.cas() == Item.NO_CAS) {
            return Stop.with(Failures.notApplied("this memcached does not number changes, and so cannot compare"));
        }
        return write(
                seen.name(),
                (wire, then) -> wire.cas(seen.name(), item.cas(), seconds, bytes, fate -> then.accept(fate, Map.of())));
    }

    /** Sets what is not there. Answered with whether it did. */
    CompletableFuture<Boolean> add(String name, int seconds, byte[] bytes) {
        return write(name, (wire, then) -> wire.add(name, seconds, bytes, fate -> then.accept(fate, Map.of())));
    }

    CompletableFuture<Boolean> set(String name, int seconds, byte[] bytes) {
        return write(name, (wire, then) -> wire.set(name, seconds, bytes, fate -> then.accept(fate, Map.of())));
    }

    private CompletableFuture<Boolean> write(String name, Exchange.Command command) {
        Exchange ask = new Exchange(true, command);
        fleet.nodeOf(name).send(ask);
        return ask.answer().thenApply(Exchange.Answer::isDone);
    }

    /** Waits for all, and fails if one of them does. */
    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(
                        nothing -> parts.stream().map(CompletableFuture::join).toList());
    }
}
