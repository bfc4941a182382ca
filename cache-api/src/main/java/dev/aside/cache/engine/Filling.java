package dev.aside.cache.engine;

import dev.aside.cache.Tagger;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores what was loaded, where nothing has changed since, and answers whether or not it could. */
final class Filling<K, V> {

    /**
     * What a loader brought for one flight.
     *
     * @param flight the flight
     * @param value the value, or {@link NearTier#ABSENT}
     * @param costNanos how long the load took
     * @param proven whether the load has proved that it saw enough
     * @param source what it had surely seen
     */
    record Loaded<K>(Flight<K> flight, Object value, long costNanos, boolean proven, CommitPosition source) {}

    private record Ready<K>(Flight<K> flight, Object value, Entry entry, Set<String> tags) {}

    private final Parts<K, V> parts;
    private final Landing<K, V> landing;
    private final TagTokens<K, V> tagTokens;

    Filling(Parts<K, V> parts, Landing<K, V> landing) {
        this.parts = parts;
        this.landing = landing;
        this.tagTokens = new TagTokens<>(parts);
    }

    void loaded(List<Loaded<K>> all) {
        List<Ready<K>> ready = new ArrayList<>(all.size());
        Set<String> tags = new LinkedHashSet<>();
        for (Loaded<K> one : all) {
            Ready<K> storable = storable(one);
            if (storable == null) {
                landing.release(one.flight());
                answer(one.flight(), one.value());
            } else {
                ready.add(storable);
                tags.addAll(storable.tags());
            }
        }
        if (tags.isEmpty()) {
            fill(ready);
        } else {
            mark(ready, tags);
        }
    }

    private void answer(Flight<K> flight, Object value) {
        landing.answer(flight, new Answer(value, flight.createdMillis));
    }

    private @Nullable Ready<K> storable(Loaded<K> loaded) {
        Flight<K> flight = loaded.flight();
        if (!flight.mayStore || !loaded.proven()) {
            refused(flight.mayStore ? Recorder.Refusal.UNPROVEN : Recorder.Refusal.NO_LEASE);
            return null;
        }
        Entry entry = entry(loaded);
        if (entry == null) {
            return null;
        }
        Set<String> tags = tags(flight.key, loaded.value());
        if (tags == null) {
            parts.unstorable.count(Unstorable.BY_TAGS);
            return null;
        }
        return new Ready<>(flight, loaded.value(), entry, tags);
    }

    /** Returns the entry, or null, and has counted that, if there can be none. */
    private @Nullable Entry entry(Loaded<K> loaded) {
        Flight<K> flight = loaded.flight();
        try {
            Entry entry = parts.binding.entry(
                    flight.key,
                    loaded.value(),
                    flight.createdMillis,
                    loaded.costNanos(),
                    loaded.source(),
                    flight.tokens);
            if (entry == null) {
                parts.unstorable.count(Unstorable.BY_LIFE_OR_WEIGHT);
            }
            return entry;
        } catch (CodecException e) {
            parts.unstorable.count(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Returns the tags of a value, or null if they cannot be had. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // only this cache's values come here; a user's function may return null
    @Nullable
    Set<String> tags(K key, Object value) {
        Tagger<? super K, ? super V> tagger = parts.options.source().tagger();
        if (tagger == null || value == NearTier.ABSENT) {
            return Set.of();
        }
        try {
            Collection<String> tags = tagger.tags(key, (V) value);
            boolean bad = tags == null
                    || tags.size() > Entry.MAX_TAGS
                    || tags.stream().anyMatch(tag -> tag == null || tag.length() > Entry.MAX_TAG_LENGTH);
            return bad ? null : new LinkedHashSet<>(tags);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /*
     * The tags of a value are known only once it is loaded, and their tokens must be those from before the load. So the
     * tokens are read after it, and then it is asked whether the epoch, which every change of any tag moves before it moves
     * the tag, is still the one from before the load, and not open. If so, no tag that was read had moved since.
     */
    private void mark(List<Ready<K>> ready, Set<String> tags) {
        List<Flight<K>> flights = ready.stream().map(Ready::flight).toList();
        tagTokens
                .read(tags)
                .whenComplete((tokens, error) -> landing.guard(flights, () -> {
                    if (tokens == null) {
                        giveUp(ready);
                    } else {
                        checkEpoch(ready, flights, tokens);
                    }
                }));
    }

    private void checkEpoch(List<Ready<K>> ready, List<Flight<K>> flights, Map<String, StepReply.TokenSeen> tokens) {
        parts.steps
                .run(List.of(parts.tagEpochToken()))
                .whenComplete((replies, error) -> landing.guard(flights, () -> {
                    boolean read = replies != null && replies.get(0) instanceof StepReply.TokenSeen;
                    marked(ready, tokens, read ? (StepReply.TokenSeen) replies.get(0) : null);
                }));
    }

    private void giveUp(List<Ready<K>> ready) {
        for (Ready<K> one : ready) {
            refused(Recorder.Refusal.CHANGED);
            landing.release(one.flight());
            answer(one.flight(), one.value());
        }
    }

    private void marked(
            List<Ready<K>> ready, Map<String, StepReply.TokenSeen> tokens, StepReply.@Nullable TokenSeen epoch) {
        List<Ready<K>> still = new ArrayList<>(ready.size());
        List<Ready<K>> moved = new ArrayList<>();
        for (Ready<K> one : ready) {
            boolean stands =
                    epoch != null && parts.rules.mayMark(one.flight().tokens.tagEpoch(), epoch);
            boolean closed =
                    one.tags().stream().noneMatch(tag -> token(tokens, tag).open());
            if ((stands && closed) || one.tags().isEmpty()) {
                List<Entry.TagMark> marks = one.tags().stream()
                        .map(tag -> new Entry.TagMark(tag, token(tokens, tag).id()))
                        .collect(Collectors.toList());
                still.add(new Ready<>(one.flight(), one.value(), Binding.withTags(one.entry(), marks), one.tags()));
            } else {
                moved.add(one);
            }
        }
        giveUp(moved);
        fill(still);
    }

    private static StepReply.TokenSeen token(Map<String, StepReply.TokenSeen> tokens, String tag) {
        return Objects.requireNonNull(tokens.get(tag));
    }

    private void fill(List<Ready<K>> ready) {
        if (ready.isEmpty()) {
            return;
        }
        List<SlotStep> steps = new ArrayList<>(2 * ready.size());
        List<Long> stamps = new ArrayList<>(ready.size());
        boolean readBack = parts.hasNearCopies(); // a near copy of one's own fill needs a read, which registers it
        for (Ready<K> one : ready) {
            long stamp = parts.runtime.newStamp();
            stamps.add(stamp);
            steps.add(fillStep(one, stamp));
            if (readBack) {
                steps.add(new SlotStep.Read(one.flight().slot, EndpointRole.WRITER));
            }
        }
        parts.steps.run(steps).whenComplete((replies, error) -> {
            if (replies != null) {
                filled(ready, stamps, replies, readBack);
            }
        });
        ready.forEach(one -> answer(one.flight(), one.value()));
    }

    private SlotStep fillStep(Ready<K> one, long stamp) {
        Flight<K> flight = one.flight();
        long life = parts.binding.physicalLifeMillis(one.entry(), parts.store.timeMillis());
        return new SlotStep.Fill(flight.slot, flight.under, flight.epoch, stamp, life, one.entry());
    }

    private void filled(List<Ready<K>> ready, List<Long> stamps, List<StepReply> replies, boolean readBack) {
        int width = readBack ? 2 : 1;
        for (int i = 0; i < ready.size(); i++) {
            Ready<K> one = ready.get(i);
            if (replies.get(i * width) instanceof StepReply.Failed) {
                refused(Recorder.Refusal.NO_LEASE);
                landing.release(one.flight()); // the store may have no room for the value: nobody need wait for it
                parts.forgetUnregistered(one.flight().slot);
            } else if (!(replies.get(i * width) instanceof StepReply.Applied)) {
                refused(Recorder.Refusal.CHANGED);
                landing.release(one.flight()); // it stands still if it was the connection that has changed
            } else if (readBack) {
                readBack(one, stamps.get(i), replies.get(i * width + 1));
            } else {
                parts.putNear(one.flight(), one.value(), one.entry(), -1);
            }
        }
    }

    private void readBack(Ready<K> one, long stamp, StepReply reply) {
        if (reply instanceof StepReply.Seen seen && seen.slot() instanceof Slot.Value value && value.stamp() == stamp) {
            parts.putNear(one.flight(), one.value(), one.entry(), seen.feedEpoch());
        } else {
            parts.forgetUnregistered(one.flight().slot);
        }
    }

    private void refused(Recorder.Refusal refusal) {
        parts.counters.refusedFills.increment();
        parts.recorder.refused(parts.name, refusal);
    }
}
