package dev.aside.cache.memcached;

import dev.aside.cache.spi.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an operation beyond the cards of its member, as one item.
 *
 * @param payload what was submitted
 * @param untilMillis for how long it is remembered
 * @param isDone whether it is known what has become of it; until then the cards know it
 * @param lines what has become of it in each window
 */
record Receipt(Digest payload, long untilMillis, boolean isDone, List<Line> lines) {

    private static final char KIND = 'o';

    /** Returns that of an operation that begins. */
    static Receipt begun(Digest payload, long untilMillis) {
        return new Receipt(payload, untilMillis, false, List.of());
    }

    /** Returns what is still remembered. */
    static @Nullable Receipt read(@Nullable Item item, long nowMillis) {
        Receipt receipt = BoardInput.read(
                item, KIND, in -> new Receipt(in.digest(), in.number(), in.flag(), in.all(() -> Line.read(in))));
        return receipt == null || receipt.untilMillis() <= nowMillis ? null : receipt;
    }

    byte[] write() {
        BoardOutput out = new BoardOutput(KIND)
                .digest(payload)
                .number(untilMillis)
                .flag(isDone)
                .count(lines.size());
        lines.forEach(line -> line.write(out));
        return out.done();
    }
}
