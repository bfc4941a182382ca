package dev.aside.cache.engine;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of the cache itself, in front of other steps of the same batch. */
final class OwnTokens<K, V> {

    private final Parts<K, V> parts;

    OwnTokens(Parts<K, V> parts) {
        this.parts = parts;
    }

    /** Returns the steps that read them, with room for more behind them. */
    List<SlotStep> steps(int more) {
        List<SlotStep> steps = new ArrayList<>(more + 2);
        steps.add(parts.generationToken());
        if (parts.tagged) {
            steps.add(parts.tagEpochToken());
        }
        return steps;
    }

    /** Returns what the first replies say, or null if any could not be read. */
    @Nullable
    Tokens of(List<StepReply> replies) {
        if (!(replies.get(0) instanceof TokenSeen generation)) {
            return null;
        }
        Tokens tokens = Tokens.of(parts.generationAge.aged(generation));
        if (!parts.tagged) {
            return tokens;
        }
        return replies.get(1) instanceof TokenSeen epoch ? tokens.withTagEpoch(parts.tagEpochAge.aged(epoch)) : null;
    }
}
