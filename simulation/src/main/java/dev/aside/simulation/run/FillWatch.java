package dev.aside.simulation.run;

import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotRules.Transition;
import dev.aside.cache.spi.SlotStep;
import dev.aside.simulation.model.SlotLaw;
import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is stored the moment it is: nothing that was acknowledged to be changed, unless it carries a token that has
 * changed.
 */
final class FillWatch {
    private static final Codec<Value> CODEC = Codecs.of(Value.class);

    private FillWatch() {}

    /**
     * Has the oracle told of what is stored. Where nodes apply the law, what it makes of a slot need not come to be, and where
     * tokens change, what is stored need not count: then it is told nothing.
     */
    static Subject over(Subject subject, Plan plan, Oracle oracle) {
        if (changesTokens(plan) || plan.setting().is(Knob.MEMCACHED)) {
            return subject;
        }
        return subject.with(law -> watched(subject.law().apply(law), oracle));
    }

    private static boolean changesTokens(Plan plan) {
        return plan.callers().stream().flatMap(List::stream).anyMatch(operation -> switch (operation.kind()) {
            case CLEAR, CHANGE_TAG, INVALIDATE_TAG -> true;
            default -> false;
        });
    }

    private static SlotLaw watched(SlotLaw law, Oracle oracle) {
        return new SlotLaw() {
            @Override
            public Transition apply(@Nullable Slot current, SlotStep step, long now, long epoch) {
                Transition transition = law.apply(current, step, now, epoch);
                if (transition.slot() instanceof Slot.Value value && transition.slot() != current) {
                    stored(step, value, oracle);
                }
                return transition;
            }

            @Override
            public Transition withoutRoom(@Nullable Slot current, SlotStep step) {
                return law.withoutRoom(current, step);
            }
        };
    }

    private static void stored(SlotStep step, Slot.Value slot, Oracle oracle) {
        boolean isNew = step instanceof SlotStep.Fill || step instanceof SlotStep.End;
        if (isNew && slot.entry().payload() instanceof Payload.Bytes bytes) {
            Value value = CODEC.decode(bytes.bytes());
            oracle.stored(value.key(), value);
        }
    }
}
