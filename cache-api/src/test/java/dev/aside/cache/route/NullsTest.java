package dev.aside.cache.route;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A null is refused where it is handed in, and not where it is missed later. */
@SuppressWarnings("NullAway") // which would not let a null be tried
final class NullsTest {

    private static void assertRefused(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }

    @Test
    void nullIsRefusedByName() {
        assertRefused("other", () -> CommitPosition.NONE.merge(null));
        assertRefused("other", () -> ChangeToken.NONE.merge(null));
        assertRefused("cache", () -> new ChangeRecord(null, 'e', new byte[0]));
    }
}
