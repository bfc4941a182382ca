package dev.aside.cache.jdbc;

import dev.aside.cache.route.CommitPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's GTIDs: {@code domain-server-number}, and of several domains the last one each, with commas.
 *
 * <p>Numbers rise within a domain, whoever writes. But a domain outlives its writer, and a replica that was promoted without the last
 * transactions gives their numbers to others: a replica that has the lost ones would pass for one that has the others. So a history is what
 * one server has written in one domain. Where another has written since, nobody can say from a GTID what is below it, and the writer answers:
 * with what was changed before a promotion that is so until the floor is gone, and with replicas until they have the new writer's first
 * transaction.
 */
final class Gtids {

    private static final Pattern GTID = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,20})");

    /** More than anybody has; what a load is proven has to fit into a position. */
    private static final int MAX_DOMAINS = 64;

    private record Gtid(String domain, String server, long number) {

        CommitPosition place() {
            return CommitPosition.ordered("MARIADB/" + domain + '-' + server, number);
        }

        static Gtid later(Gtid one, Gtid other) {
            return Long.compareUnsigned(one.number, other.number) >= 0 ? one : other;
        }
    }

    private Gtids() {}

    /**
     * Returns how far one has come that has all of these: of each domain the GTID with the higher number.
     *
     * @param sets as the server says them; an empty one says nothing
     * @return how far; unknown if all are empty, or if one is not what a server would say
     */
    static Progress progress(String... sets) {
        Map<String, Gtid> last = new TreeMap<>();
        for (String set : sets) {
            Map<String, Gtid> domains = set.isEmpty() ? Map.of() : parsed(set);
            if (domains == null) {
                return Progress.UNKNOWN;
            }
            domains.forEach((domain, gtid) -> last.merge(domain, gtid, Gtid::later));
        }
        List<CommitPosition> places = last.values().stream().map(Gtid::place).toList();
        return places.size() > MAX_DOMAINS ? Progress.UNKNOWN : Progress.of(places);
    }

    /**
     * Returns the place of a commit, or {@link CommitPosition#UNKNOWN} if nothing was logged by it: because nothing was written, or because
     * what was written is not logged.
     *
     * @param before the last GTID of the session before the commit; empty if there was none
     * @param after the last one after it
     */
    static CommitPosition commit(String before, String after) {
        return after.equals(before) ? CommitPosition.UNKNOWN : progress(after).asOne();
    }

    private static @Nullable Map<String, Gtid> parsed(String set) {
        Map<String, Gtid> domains = new TreeMap<>();
        for (String one : set.split(",", -1)) {
            Gtid gtid = gtid(one.strip());
            if (gtid == null || domains.put(gtid.domain(), gtid) != null) {
                return null;
            }
        }
        return domains;
    }

    private static @Nullable Gtid gtid(String text) {
        Matcher matcher = GTID.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return new Gtid(matcher.group(1), matcher.group(2), Long.parseUnsignedLong(matcher.group(3)));
        } catch (NumberFormatException e) {
            return null; // it has 20 digits, and more than 64 bits
        }
    }
}
