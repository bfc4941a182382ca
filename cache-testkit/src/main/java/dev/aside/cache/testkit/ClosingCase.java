package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;

/** What is left of a store after its end. */
final class ClosingCase {

    private ClosingCase() {}

    static void check(StoreUnderTest store) {
        SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
        store.close();
        store.close();
        List<StepReply> replies = store.execute(List.of(
                new SlotStep.Read(key, EndpointRole.WRITER),
                new SlotStep.Lease(key, SlotCase.MINE, SlotCase.LONG, 0, false),
                new SlotStep.Begin(key, SlotCase.MINE, SlotCase.LONG, SlotCase.LOW),
                new SlotStep.Fence(key, SlotCase.OTHER, SlotCase.LOW)));
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply)
                        .isInstanceOfSatisfying(
                                StepReply.Failed.class,
                                failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED)));
    }
}
