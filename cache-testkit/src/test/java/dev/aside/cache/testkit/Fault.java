package dev.aside.cache.testkit;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotRules.Transition;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store may get wrong: each breaks one rule, and the contract must find each. */
enum Fault {
    BLIND_FENCE {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return rules.apply(step instanceof SlotStep.Fence ? null : slot, step, now, epoch);
        }
    },

    LEASE_DROPS_THE_FLOOR {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            Transition right = rules.apply(slot, step, now, epoch);
            return right.slot() instanceof Slot.Lease lease && step instanceof SlotStep.Lease
                    ? new Transition(
                            new Slot.Lease(
                                    lease.stamp(),
                                    lease.untilMillis(),
                                    lease.deadlineMillis(),
                                    CommitPosition.NONE,
                                    lease.last()),
                            right.reply())
                    : right;
        }
    },

    RELEASE_DELETES {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            Transition right = rules.apply(slot, step, now, epoch);
            return step instanceof SlotStep.Release && right.reply() instanceof StepReply.Applied
                    ? new Transition(null, right.reply())
                    : right;
        }
    },

    RELEASE_WITHOUT_STAMP {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return step instanceof SlotStep.Release
                    ? new Transition(null, new StepReply.Applied(false))
                    : rules.apply(slot, step, now, epoch);
        }
    },

    FILL_WITHOUT_STAMP {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return step instanceof SlotStep.Fill fill
                    ? new Transition(
                            new Slot.Value(fill.stamp(), now + fill.lifeMillis(), 0, fill.entry()),
                            new StepReply.Applied(true))
                    : rules.apply(slot, step, now, epoch);
        }
    },

    FILL_ACROSS_EPOCHS {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return rules.apply(slot, step, now, step instanceof SlotStep.Fill fill ? fill.epoch() : epoch);
        }
    },

    END_WITHOUT_ALONE {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return step instanceof SlotStep.End end && end.entry() != null && slot instanceof Slot.Fence
                    ? new Transition(
                            new Slot.Value(end.next(), now + end.lifeMillis(), 0, end.entry()),
                            new StepReply.Applied(true))
                    : rules.apply(slot, step, now, epoch);
        }
    },

    ROLLBACK_CLOSES_ALL {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return step instanceof SlotStep.Undo && slot instanceof Slot.Fence fence
                    ? new Transition(
                            new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), List.of()),
                            new StepReply.Applied(false))
                    : rules.apply(slot, step, now, epoch);
        }
    },

    OPEN_FENCE_GONE_AT_ITS_DEADLINE {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            boolean over = slot instanceof Slot.Fence fence
                    && fence.writers().stream().anyMatch(writer -> now > writer.deadlineMillis());
            return rules.apply(over ? null : slot, step, now, epoch);
        }
    },

    DEAD_VALUE_IS_ALWAYS_PRESENT {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            return step instanceof SlotStep.Lease && slot instanceof Slot.Value value
                    ? new Transition(slot, new StepReply.Present(value, -1, epoch))
                    : rules.apply(slot, step, now, epoch);
        }
    },

    OPEN_WITHOUT_ITS_FLOOR {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            Transition right = rules.apply(slot, step, now, epoch);
            return right.reply() instanceof StepReply.Open
                    ? new Transition(right.slot(), new StepReply.Open(CommitPosition.NONE))
                    : right;
        }
    },

    CLAIMED_BY_EVERYBODY {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            Transition right = rules.apply(slot, step, now, epoch);
            return step instanceof SlotStep.Claim ? new Transition(slot, right.reply()) : right;
        }
    },

    FOLLOWER_IS_BEHIND_FOR_EVER {
        @Override
        Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch) {
            boolean atFollower = step instanceof SlotStep.Read read && read.role() == EndpointRole.READER;
            Transition right = rules.apply(atFollower ? null : slot, step, now, epoch);
            return atFollower ? new Transition(slot, right.reply()) : right;
        }
    };

    abstract Transition apply(SlotRules rules, @Nullable Slot slot, SlotStep step, long now, long epoch);
}
