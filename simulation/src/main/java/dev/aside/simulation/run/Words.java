package dev.aside.simulation.run;

import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.oracle.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps and answers as a story tells them: which slot, what is in it, and the end of its stamp. */
final class Words {
    private static final Codec<Integer> KEYS = Codecs.forKey(Integer.class);
    private static final Codec<Value> VALUES = Codecs.of(Value.class);
    private static final int STAMP_END = 0xFFFF;

    private Words() {}

    static String steps(List<SlotStep> steps) {
        return steps.stream().map(Words::step).collect(Collectors.joining("; "));
    }

    static String replies(List<SlotStep> steps, List<StepReply> replies) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < replies.size(); i++) {
            text.append(i == 0 ? "" : "; ")
                    .append(slot(steps.get(i).key()))
                    .append(": ")
                    .append(reply(replies.get(i)));
        }
        return text.toString();
    }

    private static String step(SlotStep step) {
        String name = step.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + slot(step.key());
        if (step instanceof SlotStep.Lease lease) {
            return name + " as " + stamp(lease.stamp());
        } else if (step instanceof SlotStep.Fill fill) {
            return name + " under " + stamp(fill.under()) + " with " + entry(fill.entry());
        } else if (step instanceof SlotStep.Release release) {
            return name + " under " + stamp(release.stamp());
        } else if (step instanceof SlotStep.Begin begin) {
            return name + " as " + stamp(begin.stamp());
        } else if (step instanceof SlotStep.End end) {
            return name + " as " + stamp(end.stamp()) + " at " + end.position() + " with " + entry(end.entry());
        } else if (step instanceof SlotStep.Undo undo) {
            return name + " as " + stamp(undo.stamp());
        } else if (step instanceof SlotStep.Fence fence) {
            return name + " at " + fence.floor();
        }
        return name;
    }

    private static String reply(StepReply reply) {
        if (reply instanceof StepReply.Seen seen) {
            return slot(seen.slot());
        } else if (reply instanceof StepReply.Present present) {
            return "present, " + slot(present.value());
        } else if (reply instanceof StepReply.Granted granted) {
            return "granted, floor " + granted.floor();
        } else if (reply instanceof StepReply.Busy busy) {
            return "busy for " + busy.remainingMillis() + " ms";
        } else if (reply instanceof StepReply.Open open) {
            return "open, floor " + open.floor();
        } else if (reply instanceof StepReply.TokenSeen token) {
            return stamp(token.id()) + (token.open() ? " open" : "");
        } else if (reply instanceof StepReply.Applied applied) {
            return applied.storedValue() ? "stored" : "done";
        } else if (reply instanceof StepReply.Failed failed) {
            return failed.outcome() + ", " + failed.reason();
        }
        return "refused";
    }

    private static String slot(@Nullable Slot slot) {
        if (slot instanceof Slot.Value value) {
            return entry(value.entry()) + " (" + stamp(value.stamp()) + ")";
        } else if (slot instanceof Slot.Lease lease) {
            return "lease (" + stamp(lease.stamp()) + "), floor " + lease.floor();
        } else if (slot instanceof Slot.Fence fence) {
            return "fence (" + stamp(fence.stamp()) + "), floor " + fence.floor() + ", "
                    + fence.writers().size() + " open";
        }
        return "nothing";
    }

    private static String slot(SlotKey key) {
        return switch (key.kind()) {
            case ENTRY -> "key " + KEYS.decode(key.bytes());
            case TAG -> "tag " + new String(key.bytes(), StandardCharsets.UTF_8);
            case GENERATION -> "generation";
            case TAG_EPOCH -> "epoch of tags";
        };
    }

    private static String entry(@Nullable Entry entry) {
        if (entry == null) {
            return "nothing";
        }
        return entry.payload() instanceof Payload.Bytes bytes
                ? VALUES.decode(bytes.bytes()).toString()
                : "absent";
    }

    private static String stamp(long stamp) {
        return "#" + Long.toHexString(stamp & STAMP_END);
    }
}
