package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings changes to the sheet of a window, all of them by one write, in their order; if somebody has written it since, it begins
 * again with what that one has made of it. Each change is answered as of its moment.
 */
final class Posting {

    private final BoardTools tools;
    private final Charter charter;
    private final Charter.Generation generation;
    private final BoardWindow window;
    private final String name;
    private final List<Change> changes = new ArrayList<>();
    private boolean wasThere;
    private boolean isNew;
    private int tries;

    /**
     * Something of one member that is brought to a sheet.
     *
     * @param member who
     * @param before the member's record before it
     * @param after its record then
     * @param move what the sheet has to take, or null if it is only looked at
     * @param how what the sheet does with it
     */
    record Change(
            String member,
            @Nullable BoardRecord before,
            @Nullable BoardRecord after,
            @Nullable Move move,
            How how) {

        static Change of(Move move, How how) {
            return new Change(move.member(), null, move.to(), move, how);
        }
    }

    /** What a sheet does with a change. */
    enum How {
        TAKE,
        /** It may have taken something that came too late; this is how it is now. */
        MEND,
        /** It has taken it twice. */
        UNCOUNT
    }

    /**
     * What has come of a change.
     *
     * @param before how the member stood before it
     * @param after how it stands then
     * @param total how many members there are then
     * @param isTaken whether the sheet had not taken it before
     */
    record Posted(BoardReply.@Nullable Place before, BoardReply.@Nullable Place after, long total, boolean isTaken) {

        static final Posted NOTHING = new Posted(null, null, 0, false);
    }

    /** @param charter what is known of the board, which says whether the window has a sheet */
    Posting(BoardTools tools, Charter charter, long generation, BoardWindow window) {
        this.tools = tools;
        this.charter = charter;
        this.generation = charter.generation(generation);
        this.window = window;
        this.name = tools.names().sheet(generation, window);
        this.wasThere = charter.hasBegun(generation, window);
    }

    void add(Change change) {
        changes.add(change);
    }

    /** Answers what only looks, by what is there. */
    List<Posted> look(@Nullable Item item) {
        Sheet sheet = tools.sheet(item);
        return sheet == null
                ? changes.stream().map(change -> Posted.NOTHING).toList()
                : changes.stream().map(change -> post(change, sheet)).toList();
    }

    boolean onlyLooks() {
        return changes.stream().allMatch(change -> change.move() == null);
    }

    CompletableFuture<List<Posted>> run() {
        return tools.asks().look(name).thenCompose(this::post);
    }

    private CompletableFuture<List<Posted>> post(Asks.Seen seen) {
        Sheet there = tools.sheet(seen.item());
        Sheet sheet = there == null ? Sheet.empty(tools.rules(), tools.size(), wasThere || seen.item() != null) : there;
        isNew |= there == null;
        wasThere |= there != null;
        List<Posted> posted =
                changes.stream().map(change -> post(change, sheet)).toList();
        if (posted.stream().noneMatch(Posted::isTaken)) {
            return CompletableFuture.completedFuture(posted);
        }
        return tools.asks()
                .change(seen, tools.seconds(window), sheet.write())
                .thenCompose(done -> done ? begun(posted) : again());
    }

    private Posted post(Change change, Sheet sheet) {
        Move move = change.move();
        Ranks before = tools.ranks(sheet);
        BoardReply.Place was = before.place(change.member(), change.before());
        if (move == null) {
            return new Posted(was, before.place(change.member(), change.after()), sheet.total(), false);
        }
        boolean isTaken = isTaken(sheet, move, change.how());
        return new Posted(was, tools.ranks(sheet).place(change.member(), change.after()), sheet.total(), isTaken);
    }

    private boolean isTaken(Sheet sheet, Move move, How how) {
        return switch (how) {
            case TAKE -> sheet.take(move, clock());
            case MEND -> sheet.mend(move, clock());
            case UNCOUNT -> {
                sheet.uncount(move);
                yield true;
            }
        };
    }

    private VersionClock clock() {
        return new VersionClock(tools::nowMicros, generation.parity());
    }

    private CompletableFuture<List<Posted>> again() {
        return tools.pause(++tries).thenCompose(waited -> run());
    }

    /** A window that begins is noted behind its sheet, so that what is noted and not there was lost. */
    private CompletableFuture<List<Posted>> begun(List<Posted> posted) {
        if (charter.hasBegun(generation.number(), window) && !isNew) {
            return CompletableFuture.completedFuture(posted);
        }
        Charter.Begun begun = Charter.Begun.of(generation.number(), window);
        return tools.charters()
                .change(now -> isOf(now) ? now.begins(begun, tools.nowMillis()) : now)
                .thenApply(changed -> posted);
    }

    private boolean isOf(Charter now) {
        Charter.Generation build = now.build();
        return now.live().number() == generation.number() || (build != null && build.number() == generation.number());
    }
}
