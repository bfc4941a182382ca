package dev.aside.cache.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step makes of the register of a principal's sessions, written once, as a pure function: each session with the time
 * until which it stays. Who is past that time is not there. Safe for use by many threads.
 */
public final class RegisterRules {

    /*
     * Why the limit holds
     * -------------------
     * A session is entered before it is stored as the principal's, and it ends no later than its stay in the register. So whatever
     * lives is in the register, and the register never has more than the limit. Whoever had to leave is revoked before the one
     * that came for it is stored: also one that has been entered and not been stored yet, which then is not.
     */

    private RegisterRules() {}

    /**
     * A register and the answer.
     *
     * @param members until when each stays
     * @param reply the answer
     */
    public record Transition(Map<Digest, Long> members, SessionReply reply) {}

    /**
     * Applies a step.
     *
     * @param current until when each stays
     * @param step the step
     * @param now the store's time
     * @return what there is after the step, and the answer
     */
    public static Transition apply(Map<Digest, Long> current, SessionStep.OnRegister step, long now) {
        Map<Digest, Long> there = new HashMap<>(current);
        there.values().removeIf(until -> until <= now);
        if (step instanceof SessionStep.Join join) {
            return join(there, join, now);
        } else if (step instanceof SessionStep.Renew renew) {
            boolean stays =
                    there.computeIfPresent(renew.session(), (same, until) -> later(until, now, renew.lifeMillis()))
                            != null;
            return new Transition(there, stays ? SessionReply.Done.INSTANCE : SessionReply.Gone.INSTANCE);
        } else if (step instanceof SessionStep.Leave leave) {
            there.remove(leave.session());
            return new Transition(there, SessionReply.Done.INSTANCE);
        }
        return new Transition(there, new SessionReply.Listed(members(there, now)));
    }

    private static Transition join(Map<Digest, Long> there, SessionStep.Join step, long now) {
        List<Digest> evicted = new ArrayList<>();
        if (step.most() > 0 && !there.containsKey(step.session())) {
            List<Digest> all = ordered(there);
            int tooMany = all.size() + 1 - step.most();
            if (tooMany > 0 && !step.evicts()) {
                return new Transition(there, new SessionReply.Refused(members(there, now)));
            }
            evicted.addAll(all.subList(0, Math.max(0, tooMany)));
            evicted.forEach(there::remove);
        }
        there.merge(step.session(), now + step.lifeMillis(), Math::max);
        return new Transition(there, new SessionReply.Joined(List.copyOf(evicted)));
    }

    private static long later(long until, long now, long lifeMillis) {
        return Math.max(until, now + lifeMillis);
    }

    static List<SessionReply.Member> members(Map<Digest, Long> there, long now) {
        return ordered(there).stream()
                .map(session -> new SessionReply.Member(session, there.getOrDefault(session, now) - now))
                .toList();
    }

    /** By time, and where that is the same by the digest's bytes, as a sorted set has them. */
    static List<Digest> ordered(Map<Digest, Long> members) {
        return members.entrySet().stream()
                .sorted(Map.Entry.<Digest, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey(BY_BYTES)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static final Comparator<Digest> BY_BYTES =
            Comparator.comparing(Digest::high, Long::compareUnsigned).thenComparing(Digest::low, Long::compareUnsigned);
}
