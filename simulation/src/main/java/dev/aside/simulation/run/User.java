package dev.aside.simulation.run;

import dev.aside.cache.OwnChanges;
import dev.aside.cache.route.ChangeToken;
import dev.aside.simulation.oracle.Own;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Somebody for whom one node works after the other, and who takes along what he has changed. */
final class User {
    final Own own;
    private final AtomicReference<ChangeToken> token = new AtomicReference<>(ChangeToken.NONE);

    User(int keys) {
        this.own = new Own(keys);
    }

    /** Calls a cache for him. */
    @SuppressWarnings("try") // a scope is there to be closed
    <T> T call(Supplier<T> what) {
        try (OwnChanges mine = OwnChanges.begin(token)) {
            return what.get();
        }
    }
}
