package dev.aside.cache.testkit;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotStep;
import java.util.function.Function;

/** The steps that the contract tries on every state: each kind, in the forms that the rules tell apart. */
enum StepKind {
    READ(slot -> new SlotStep.Read(slot.key(), EndpointRole.WRITER)),

    LEASE(slot -> new SlotStep.Lease(slot.key(), SlotCase.NEXT, SlotCase.LONG, 0, false)),
    LEASE_OVER_DEAD(slot -> new SlotStep.Lease(slot.key(), SlotCase.NEXT, SlotCase.LONG, slot.stamp(), false)),
    LEASE_OVER_OLD(slot -> new SlotStep.Lease(slot.key(), SlotCase.NEXT, SlotCase.LONG, slot.stamp(), true)),
    LEASE_OVER_ANOTHER(slot -> new SlotStep.Lease(slot.key(), SlotCase.NEXT, SlotCase.LONG, SlotCase.NOBODY, true)),

    CLAIM(slot -> new SlotStep.Claim(slot.key(), slot.stamp(), SlotCase.LONG)),
    CLAIM_ANOTHER(slot -> new SlotStep.Claim(slot.key(), SlotCase.NOBODY, SlotCase.LONG)),

    FILL(slot -> slot.fillStep(slot.stamp(), slot.epoch(), slot.entry())),
    FILL_MINE(slot -> slot.fillStep(SlotCase.MINE, slot.epoch(), slot.entry())),
    FILL_WITH_ABSENCE(slot -> slot.fillStep(SlotCase.MINE, slot.epoch(), slot.absence())),
    FILL_ANOTHER(slot -> slot.fillStep(SlotCase.NOBODY, slot.epoch(), slot.entry())),
    FILL_OF_OTHER_EPOCH(slot -> slot.fillStep(slot.stamp(), slot.epoch() + 1, slot.entry())),

    RELEASE(slot -> new SlotStep.Release(slot.key(), SlotCase.MINE)),
    RELEASE_ANOTHER(slot -> new SlotStep.Release(slot.key(), SlotCase.NOBODY)),

    BEGIN(slot -> new SlotStep.Begin(slot.key(), SlotCase.NEXT, SlotCase.LONG, SlotCase.LOW)),
    BEGIN_HIGHER(slot -> new SlotStep.Begin(slot.key(), SlotCase.NEXT, SlotCase.LONG, SlotCase.HIGH)),
    BEGIN_AGAIN(slot -> new SlotStep.Begin(slot.key(), SlotCase.MINE, 2 * SlotCase.LONG, CommitPosition.NONE)),

    END(slot -> slot.endStep(SlotCase.MINE, null)),
    END_WITH_VALUE(slot -> slot.endStep(SlotCase.MINE, slot.entry())),
    END_WITH_ABSENCE(slot -> slot.endStep(SlotCase.MINE, slot.absence())),
    END_OF_UNLISTED(slot -> slot.endStep(SlotCase.NOBODY, slot.entry())),

    UNDO(slot -> new SlotStep.Undo(slot.key(), SlotCase.MINE)),
    UNDO_OF_UNLISTED(slot -> new SlotStep.Undo(slot.key(), SlotCase.NOBODY)),

    FENCE(slot -> new SlotStep.Fence(slot.key(), SlotCase.NEXT, CommitPosition.NONE)),
    FENCE_LOWER(slot -> new SlotStep.Fence(slot.key(), SlotCase.NEXT, SlotCase.LOW)),
    FENCE_HIGHER(slot -> new SlotStep.Fence(slot.key(), SlotCase.NEXT, SlotCase.HIGH)),
    FENCE_OF_OTHER_HISTORY(slot -> new SlotStep.Fence(slot.key(), SlotCase.NEXT, SlotCase.ELSEWHERE)),

    TOKEN(slot -> new SlotStep.Token(slot.key(), SlotCase.NEXT, SlotCase.LONG)),
    TOKEN_FOR_LONGER(slot -> new SlotStep.Token(slot.key(), SlotCase.NEXT, 100 * SlotCase.LONG));

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Function<SlotCase, SlotStep> form;

    StepKind(Function<SlotCase, SlotStep> form) {
        this.form = form;
    }

    SlotStep on(SlotCase slot) {
        return form.apply(slot);
    }
}
