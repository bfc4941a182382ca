package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads pages and members of a board, by one trip each. */
final class Queries {

    private final BoardTools tools;

    Queries(BoardTools tools) {
        this.tools = tools;
    }

    /**
     * A window, as it was found.
     *
     * @param sheet what is there, or null
     * @param state whether something is known to be missing
     */
    private record Found(@Nullable Sheet sheet, Page.State state, Charters.View view) {}

    CompletableFuture<?> answer(Errand errand) {
        long left = errand.deadlineNanos() - tools.runtime().ticker().nanos();
        return ask(errand.step(), Duration.ofNanos(Math.max(0, left / 2))).handle((reply, error) -> {
            if (error == null) {
                errand.answer(reply);
            } else {
                errand.fail(error);
            }
            return true;
        });
    }

    /** @param moment for how long nodes are waited for that only say what they have lost */
    private CompletableFuture<BoardReply> ask(BoardStep step, Duration moment) {
        if (step instanceof BoardStep.Top top) {
            return find(top.window(), List.of(), moment).thenApply(found -> top(found, top));
        } else if (step instanceof BoardStep.Behind behind) {
            return find(behind.window(), List.of(), moment).thenApply(found -> behind(found, behind));
        } else if (step instanceof BoardStep.Find find) {
            return find(find.window(), find.members(), moment).thenApply(found -> members(found, find));
        }
        return Stop.with(Failures.notApplied("memcached knows neither who is around a member nor ends of periods"));
    }

    private CompletableFuture<Found> find(BoardWindow window, List<String> members, Duration moment) {
        return tools.charters()
                .look((live, build) -> names(window, members, live), moment)
                .thenApply(view -> found(window, view));
    }

    private List<String> names(BoardWindow window, List<String> members, long live) {
        List<String> names = new ArrayList<>();
        names.add(tools.names().sheet(live, window));
        members.forEach(member -> names.add(tools.names().card(live, window, member)));
        return names;
    }

    private Found found(BoardWindow window, Charters.View view) {
        Charter charter = view.charter();
        if (charter == null || window.expiresMillis() <= tools.nowMillis()) {
            return new Found(null, view.state(), view);
        }
        long live = charter.live().number();
        Item item = view.items().items().get(tools.names().sheet(live, window));
        Sheet sheet = tools.sheet(item);
        boolean isLost = sheet == null ? item != null || charter.hasBegun(live, window) : sheet.isLost();
        return new Found(sheet, isLost ? Page.State.INCOMPLETE : view.state(), view);
    }

    private BoardReply top(Found found, BoardStep.Top step) {
        Sheet sheet = found.sheet();
        long version = sheet == null ? 0 : sheet.version();
        if (version == step.knownVersion() && found.state() == Page.State.COMPLETE) {
            return new BoardReply.Unchanged(sheet == null ? 0 : sheet.total());
        }
        return sheet == null ? nobody(found) : listed(found, sheet, 0, step.most());
    }

    private static BoardReply nobody(Found found) {
        return new BoardReply.Listed(List.of(), 0, 0, found.state());
    }

    /** Where the page is shorter than what was asked for, and there are others, somebody is missing. */
    private BoardReply listed(Found found, Sheet sheet, int from, int most) {
        int known = sheet.page().size();
        int to = (int) Math.min(known, (long) from + most);
        boolean isShort = to - from < most && sheet.total() > known;
        List<Standing> standings = tools.ranks(sheet).listed(from, to);
        Page.State state = isShort ? Page.State.INCOMPLETE : found.state();
        return new BoardReply.Listed(standings, sheet.total(), sheet.version(), state);
    }

    private BoardReply behind(Found found, BoardStep.Behind step) {
        Sheet sheet = found.sheet();
        if (sheet == null) {
            return nobody(found);
        } else if (!sheet.isOnPage(step.after(), step.member())) {
            throw Stop.of(Failures.notApplied("memcached does not know who is so far behind"));
        }
        int from = sheet.upTo(step.after(), step.member());
        return listed(
                found,
                sheet,
                from,
                Math.min(step.most(), Math.max(0, tools.size().longestTop() - from)));
    }

    private BoardReply members(Found found, BoardStep.Find step) {
        Charter charter = found.view().charter();
        Sheet sheet = found.sheet();
        List<BoardReply.@Nullable Place> places = new ArrayList<>();
        for (String member : step.members()) {
            places.add(charter == null || sheet == null ? null : place(found, charter, sheet, step.window(), member));
        }
        return new BoardReply.Found(places, sheet == null ? 0 : sheet.total(), found.state());
    }

    private BoardReply.@Nullable Place place(
            Found found, Charter charter, Sheet sheet, BoardWindow window, String member) {
        String name = tools.names().card(charter.live().number(), window, member);
        Card card = Card.read(found.view().items().items().get(name));
        return tools.ranks(sheet).place(member, card == null ? null : card.record());
    }
}
