package dev.aside.cache.memcached;

import java.util.function.Supplier;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/** A command of which it is known only when it is written what it says. */
final class Late extends Sent {

    private final Supplier<@Nullable Operation> last;

    /**
     * @param first what is written if nothing else is said
     * @param last asked when it is written, on the connection's thread, for what is written in its place
     */
    Late(Operation first, Bounds bounds, Supplier<@Nullable Operation> last) {
        super(first, bounds, false);
        this.last = last;
    }

    @Override
    public void writing() {
        Operation other = last.get();
        if (other != null) {
            become(other);
        }
        super.writing();
    }
}
