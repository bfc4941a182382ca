package dev.aside.cache.engine;

import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the tokens of before a write into the entry that is stored after it. */
final class Marking {

    private final Parts<?, ?> parts;

    Marking(Parts<?, ?> parts) {
        this.parts = parts;
    }

    /** Returns the steps that read the tokens: the cache's own, and those of the tags. */
    List<SlotStep> steps(Iterable<String> tags) {
        List<SlotStep> steps = new ArrayList<>();
        steps.add(parts.generationToken());
        tags.forEach(tag -> steps.add(parts.tagToken(tag)));
        return steps;
    }

    /**
     * Returns the entry with its tokens, or null if one is open or could not be read: under such nothing is stored.
     *
     * @param tags the entry's
     * @param replies what the cache's own token was answered, and then those of these tags
     */
    @Nullable
    Entry marked(Entry entry, List<String> tags, List<StepReply> replies) {
        if (!parts.rules.mayWriteUnder(replies.get(0)) || !(replies.get(0) instanceof TokenSeen generation)) {
            return null;
        }
        List<Entry.TagMark> marks = new ArrayList<>(tags.size());
        for (int i = 0; i < tags.size(); i++) {
            StepReply reply = replies.get(1 + i);
            if (!parts.rules.mayWriteUnder(reply) || !(reply instanceof TokenSeen token)) {
                return null;
            }
            marks.add(new Entry.TagMark(tags.get(i), token.id()));
        }
        return Binding.withTags(Binding.withGeneration(entry, generation.id()), marks);
    }
}
