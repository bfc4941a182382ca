package dev.aside.cache.memcached;

import dev.aside.cache.spi.SlotStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the batches of one cache apart: what only looks, by node, and what may change something, by slot. */
final class Parts {

    private final Keys keys;
    private final Tools tools;

    Parts(Keys keys, Tools tools) {
        this.keys = keys;
        this.tools = tools;
    }

    /** Has a batch begin. Called by who was let in, once. */
    void begin(Batch batch) {
        @Nullable List<Reads> reads = onlyLooks(batch) ? reads(batch) : null;
        if (reads == null) {
            mixed(batch);
        } else {
            begin(batch, reads, List.of());
        }
    }

    private static boolean onlyLooks(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (!isLook(batch.step(i))) {
                return false;
            }
        }
        return true;
    }

    /** A token is there, and lives long enough, nearly always. Where not, it is one of the other steps after all. */
    private static boolean isLook(SlotStep step) {
        return step instanceof SlotStep.Read || step instanceof SlotStep.Token;
    }

    /**
     * What is asked most often by far; so nothing is made for it that it does not need. Returns null if there is more to it: steps on one
     * slot are done in their order, and a read must see a token that is made before.
     */
    private @Nullable List<Reads> reads(Batch batch) {
        boolean hasTwice = false;
        boolean hasToken = false;
        List<Reads> reads = new ArrayList<>(1);
        for (int i = 0; i < batch.size(); i++) {
            String name = name(batch, i);
            if (name != null) {
                hasTwice |= !reads(reads, batch, name).add(name, batch.step(i).key(), i);
                hasToken |= batch.step(i) instanceof SlotStep.Token;
            }
        }
        return hasTwice && hasToken ? null : reads;
    }

    /** Returns the reads from the node that has a slot. */
    private Reads reads(List<Reads> all, Batch batch, String name) {
        Node node = tools.fleet().nodeOf(name);
        for (Reads one : all) {
            if (one.isFrom(node)) {
                return one;
            }
        }
        Reads fresh = new Reads(batch, tools, node);
        all.add(fresh);
        return fresh;
    }

    private void mixed(Batch batch) {
        List<Reads> reads = new ArrayList<>();
        List<Steps> others = new ArrayList<>();
        named(batch).forEach((name, which) -> {
            if (which.size() == 1
                    ? isLook(batch.step(which.get(0)))
                    : which.stream().allMatch(index -> batch.step(index) instanceof SlotStep.Read)) {
                Reads some = reads(reads, batch, name);
                for (int index : which) {
                    some.add(name, batch.step(index).key(), index);
                }
            } else {
                others.add(steps(batch, name, which));
            }
        });
        begin(batch, reads, others);
    }

    /** Returns the steps by what their slots are called. */
    private Map<String, List<Integer>> named(Batch batch) {
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            String name = name(batch, i);
            if (name != null) {
                named.computeIfAbsent(name, none -> new ArrayList<>(1)).add(i);
            }
        }
        return named;
    }

    /** Returns what a step's slot is called. A step whose slot has no name is answered. */
    private @Nullable String name(Batch batch, int index) {
        try {
            return keys.name(batch.step(index).key());
        } catch (IllegalStateException e) {
            batch.settle(index, Failures.notApplied("refused: " + e.getMessage()));
            return null;
        }
    }

    private Steps steps(Batch batch, String name, List<Integer> which) {
        Steps steps = new Steps(batch, tools, name, batch.step(which.get(0)).key());
        which.forEach(steps::add);
        return steps;
    }

    private void begin(Batch batch, List<Reads> reads, List<Steps> others) {
        List<Wire.Part> parts = new ArrayList<>(reads.size() + others.size());
        parts.addAll(reads);
        parts.addAll(others);
        batch.consistsOf(parts);
        reads.forEach(Reads::send);
        others.forEach(tools.lanes()::enter);
        batch.expireIfLate();
    }
}
