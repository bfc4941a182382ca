package dev.aside.cache.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step makes of a calendar of when sessions end, written once, as a pure function. A session that was taken comes again
 * unless it is struck out: whoever has taken it may be gone. Safe for use by many threads.
 */
public final class CalendarRules {

    private CalendarRules() {}

    /**
     * A calendar and the answer.
     *
     * @param times when each session ends
     * @param reply the answer
     */
    public record Transition(Map<Digest, Long> times, SessionReply reply) {}

    /**
     * Applies a step.
     *
     * @param current when each session ends
     * @param step the step
     * @param now the store's time
     * @return what there is after the step, and the answer
     */
    public static Transition apply(Map<Digest, Long> current, SessionStep.OnCalendar step, long now) {
        Map<Digest, Long> times = new HashMap<>(current);
        if (step instanceof SessionStep.Plan plan) {
            times.put(plan.session(), now + plan.lifeMillis());
        } else if (step instanceof SessionStep.Strike strike) {
            times.remove(strike.session());
        } else if (step instanceof SessionStep.Due due) {
            List<SessionReply.Member> taken = RegisterRules.members(times, now).stream()
                    .filter(member -> member.remainingMillis() <= 0)
                    .limit(due.most())
                    .toList();
            taken.forEach(member -> times.put(member.session(), now + due.claimMillis()));
            return new Transition(times, new SessionReply.Listed(taken));
        }
        return new Transition(times, SessionReply.Done.INSTANCE);
    }
}
