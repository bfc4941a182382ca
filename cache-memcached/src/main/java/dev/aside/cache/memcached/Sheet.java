package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One window of a board as one item: its best in their order, and how many members there are of which score. For one thread. */
final class Sheet {

    /*
     * What is known of the order
     * --------------------------
     * Whoever is not on the page is at the floor, or behind it: the floor is the place of the best that was ever put off the page.
     * One of the page whose score becomes worse than that leaves it, and the page is shorter by one from then on: who follows is
     * known to nobody, until whoever it is submits again, or the board is rebuilt. So the page is longer than what can be read of it.
     *
     * What is counted
     * ---------------
     * The histogram has all members, those of the page too. A change says what is counted of its member before it, and is taken
     * once: Recents knows the last ones, and the page the last change of each of its members. Where nobody knows whether a
     * change was taken, it is taken, and the doubt is counted: by so much more all that is counted may be wrong.
     */

    private static final char KIND = 't';

    private final BoardRules rules;
    private final SheetSize size;
    private final List<Entry> page;
    private final Histogram histogram;
    private final Recents recents;
    private final boolean isLost;
    private @Nullable Entry floor;
    private long version;
    private long written;
    private long doubts;

    /**
     * Who is on the page.
     *
     * @param number of the change that made it so
     */
    record Entry(String member, BoardRecord record, long number) {}

    private Sheet(
            BoardRules rules, SheetSize size, List<Entry> page, Histogram histogram, Recents recents, boolean isLost) {
        this.rules = rules;
        this.size = size;
        this.page = page;
        this.histogram = histogram;
        this.recents = recents;
        this.isLost = isLost;
    }

    /** Returns one that nobody is on; of a window that had another, if it is lost. */
    static Sheet empty(BoardRules rules, SheetSize size, boolean isLost) {
        Recents recents = new Recents(size.recents());
        return new Sheet(rules, size, new ArrayList<>(), new Histogram(size.buckets()), recents, isLost);
    }

    /** Returns what was found, or null if it is no sheet. */
    static @Nullable Sheet read(BoardRules rules, SheetSize size, @Nullable Item item) {
        return BoardInput.read(item, KIND, in -> {
            boolean isLost = in.flag();
            long version = in.number();
            long written = in.count();
            long doubts = in.count();
            Entry floor = in.flag() ? entry(in) : null;
            List<Entry> page = in.all(() -> entry(in));
            Sheet sheet = new Sheet(
                    rules, size, page, Histogram.read(in, size.buckets()), Recents.read(in, size.recents()), isLost);
            sheet.version = version;
            sheet.written = written;
            sheet.doubts = doubts;
            sheet.floor = floor;
            return sheet;
        });
    }

    private static Entry entry(BoardInput in) {
        return new Entry(in.text(), in.record(), in.count());
    }

    byte[] write() {
        BoardOutput out = new BoardOutput(KIND)
                .flag(isLost)
                .number(version)
                .count(written + 1)
                .count(doubts)
                .flag(floor != null);
        if (floor != null) {
            write(out, floor);
        }
        out.count(page.size());
        page.forEach(entry -> write(out, entry));
        histogram.write(out);
        recents.write(out);
        return out.done();
    }

    private static void write(BoardOutput out, Entry entry) {
        out.text(entry.member()).record(entry.record()).count(entry.number());
    }

    /** Returns whether another was lost before it. */
    boolean isLost() {
        return isLost;
    }

    boolean isBounded() {
        return size.isBounded();
    }

    /** Returns how often it had been written when it was read. */
    long written() {
        return written;
    }

    long version() {
        return version;
    }

    long doubts() {
        return doubts;
    }

    long total() {
        return isBounded() ? page.size() : histogram.total();
    }

    Histogram histogram() {
        return histogram;
    }

    BoardRules rules() {
        return rules;
    }

    /** Returns the best, in their order; all behind them are unknown, or nobody. */
    List<Entry> page() {
        return Collections.unmodifiableList(page);
    }

    /** Returns whether a place is one on the page, or between two of it. */
    boolean isOnPage(BoardRecord record, String member) {
        return floor == null || isAhead(record, member, floor);
    }

    private boolean isAhead(BoardRecord record, String member, Entry other) {
        return rules.compare(record, member, other.record(), other.member()) < 0;
    }

    /** Returns how many of the page are ahead of a place, or at it. */
    int upTo(BoardRecord record, String member) {
        int low = 0;
        for (int high = page.size(); low < high; ) {
            int middle = (low + high) >>> 1;
            if (isAhead(record, member, page.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Nullable
    Entry entry(String member) {
        int index = index(member);
        return index < 0 ? null : page.get(index);
    }

    int index(String member) {
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).member().equals(member)) {
                return i;
            }
        }
        return -1;
    }

    /** Takes a change. Returns false if it had been taken before. */
    boolean take(Move move, VersionClock clock) {
        Entry entry = entry(move.member());
        Recents.Knowledge known = recents.knowledge(move.member(), move.number(), move.since());
        if (known == Recents.Knowledge.TAKEN || (entry != null && entry.number() >= move.number())) {
            return false;
        }
        if (known == Recents.Knowledge.FORGOTTEN && move.isOthers() && entry == null) {
            doubts++;
        }
        recents.add(move.member(), move.number(), written + 1);
        count(move);
        place(move.member(), move.to(), move.number(), clock);
        return true;
    }

    private void count(Move move) {
        Long from = move.from();
        BoardRecord to = move.to();
        if (isBounded()) {
            return;
        }
        if (from != null && !histogram.remove(from)) {
            doubts++;
        }
        if (to != null) {
            histogram.add(rules.sort(to));
        }
    }

    /** Puts right what a change may have done that came too late. Returns whether there was something. */
    boolean mend(Move now, VersionClock clock) {
        Entry entry = entry(now.member());
        boolean isOld = entry != null && entry.number() < now.number();
        if (isOld) {
            place(now.member(), now.to(), now.number(), clock);
        }
        return isOld;
    }

    /** Takes back what a change has counted that was taken twice. */
    void uncount(Move move) {
        BoardRecord to = move.to();
        Long from = move.from();
        if (isBounded()) {
            return;
        }
        if (to != null && !histogram.remove(rules.sort(to))) {
            doubts++;
        }
        if (from != null) {
            histogram.add(from);
        }
    }

    private void place(String member, @Nullable BoardRecord record, long number, VersionClock clock) {
        int was = index(member);
        if (was >= 0) {
            page.remove(was);
        }
        int is = -1;
        if (record != null && isOnPage(record, member)) {
            is = upTo(record, member);
            page.add(is, new Entry(member, record, number));
        }
        cut();
        if (isWatched(was) || isWatched(is)) {
            version = clock.after(version);
        }
    }

    private static boolean isWatched(int index) {
        return index >= 0 && index < BoardReply.Listed.WATCHED;
    }

    private void cut() {
        while (page.size() > size.page()) {
            Entry last = page.remove(page.size() - 1);
            floor = isBounded() ? null : last;
        }
        if (floor != null && doubts == 0 && !isLost && histogram.total() == page.size()) {
            floor = null;
        }
    }
}
