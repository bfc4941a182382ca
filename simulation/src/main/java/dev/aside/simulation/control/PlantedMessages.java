package dev.aside.simulation.control;

import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.run.Messenger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bugs in what is between a node's engine and its store: what is asked, and what is made of an answer. */
final class PlantedMessages {
    private static final Codec<Integer> KEYS = Codecs.forKey(Integer.class);
    private static final int MAX_KEYS = 8;

    private PlantedMessages() {}

    private interface Ear {
        StepReply hears(SlotStep step, StepReply reply);
    }

    private static List<StepReply> each(List<SlotStep> steps, List<StepReply> replies, Ear ear) {
        List<StepReply> heard = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) {
            heard.add(ear.hears(steps.get(i), replies.get(i)));
        }
        return heard;
    }

    /** Reads go to a replica of the store though there is a near tier, which is filled from it. */
    static Messenger readsReplicasForNear() {
        return new Messenger() {
            @Override
            public List<SlotStep> asks(List<SlotStep> steps) {
                return steps.stream()
                        .map(step -> step instanceof SlotStep.Read read
                                ? new SlotStep.Read(read.key(), EndpointRole.READER)
                                : step)
                        .toList();
            }

            @Override
            public List<StepReply> hears(EntryStore store, List<SlotStep> steps, List<StepReply> replies) {
                InvalidationFeed feed = store.feed();
                long epoch = feed == null ? -1 : feed.epoch();
                return each(
                        steps,
                        replies,
                        (step, reply) -> reply instanceof StepReply.Seen seen
                                ? new StepReply.Seen(seen.slot(), epoch, seen.epoch())
                                : reply);
            }
        };
    }

    /** Tokens are taken from what was heard of them before. */
    static Messenger remembersTokens() {
        Map<SlotKey, StepReply> remembered = new HashMap<>();
        return new Messenger() {
            @Override
            public List<StepReply> hears(EntryStore store, List<SlotStep> steps, List<StepReply> replies) {
                return each(
                        steps,
                        replies,
                        (step, reply) -> reply instanceof StepReply.TokenSeen
                                ? remembered.computeIfAbsent(step.key(), none -> reply)
                                : reply);
            }
        };
    }

    /** A change that was not answered is taken to be done. */
    static Messenger takesSilenceForDone() {
        return new Messenger() {
            @Override
            public List<StepReply> hears(EntryStore store, List<SlotStep> steps, List<StepReply> replies) {
                return each(
                        steps,
                        replies,
                        (step, reply) -> isEnd(step) && reply instanceof StepReply.Failed
                                ? new StepReply.Applied(false)
                                : reply);
            }
        };
    }

    private static boolean isEnd(SlotStep step) {
        return step instanceof SlotStep.Fence || step instanceof SlotStep.End;
    }

    /** Whatever key is in the envelope, it is taken for the one that was asked for. */
    static @Nullable Slot decodesAnyKey(SlotKey key, byte[] bytes) {
        for (int other = 0; other < MAX_KEYS; other++) {
            SlotKey slot = SlotKey.ofBytes(SlotKey.Kind.ENTRY, KEYS.encode(other));
            if (SlotFormat.decode(slot, bytes) instanceof DecodedSlot.Whole whole) {
                return whole.slot();
            }
        }
        return null;
    }
}
