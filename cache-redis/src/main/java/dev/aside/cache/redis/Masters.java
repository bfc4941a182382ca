package dev.aside.cache.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which of the listed servers is written to, by what each has said of itself last. Used by one thread at a time.
 */
final class Masters {

    /*
     * Two that say they are the master
     * --------------------------------
     * After a promotion the old master may come back, or may never have been gone: it was cut off from the others and not from
     * us. What has been written to the one is not in the other, so a fleet must not write to both. Three things decide, in
     * this order, and each is the same for all who see the same servers:
     *
     * 1. Who was promoted names the history from which it has gone on, and so do all that follow it. A master of that history
     *    has been left behind: it is not written to, not even when it is the only one that can be seen, until it has another
     *    history, or until the one that left it behind has come back and follows it.
     * 2. Of several others, the one whose history more than half of all that are listed have.
     * 3. Else the one whose history was written to last by this process.
     *
     * Where none of them decides nobody is written to. A server of two that was killed and starts again as a master, while the
     * other has been promoted, is such a case for a process that begins just then: let it start as a replica, or list three.
     *
     * When to decide
     * --------------
     * A server that has not been heard yet may be the one, so a choice waits for it; but not where the second or third
     * thing speaks for one already, or where one has gone on from what was written to last.
     */

    static final int NONE = -1;

    /** Who has gone on from a history. */
    private final Map<String, Integer> left = new HashMap<>();

    private String written = "";

    /** This history is written to. */
    void write(String history) {
        written = history;
    }

    /** Notes who has gone on from whom, which holds even when who has said so is not heard any more. */
    void hear(List<Replication> said) {
        left.entrySet().removeIf(entry -> said.get(entry.getValue()).history().equals(entry.getKey()));
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).isAfter(said.get(i).former())) {
                left.put(said.get(i).former(), i);
            }
        }
    }

    /**
     * Returns who is to be written to.
     *
     * @param said what each has said, {@link Replication#UNKNOWN} if nothing lately
     * @param all whether there is nobody who may still say something
     * @return its place, or {@link #NONE}
     */
    int choose(List<Replication> said, boolean all) {
        List<Integer> masters = masters(said);
        for (int one : masters) {
            if (isOfMost(said, one)) {
                return one;
            }
        }
        for (int one : masters) {
            if (!written.isEmpty() && said.get(one).history().equals(written)) {
                return one;
            }
        }
        List<Integer> next =
                masters.stream().filter(one -> said.get(one).isAfter(written)).toList();
        List<Integer> last = next.isEmpty() && all ? masters : next;
        return last.size() == 1 ? last.get(0) : NONE;
    }

    /** Returns those that may be chosen, which are all of them if there are several and nothing decides. */
    List<Integer> masters(List<Replication> said) {
        return IntStream.range(0, said.size())
                .filter(i -> said.get(i).isMaster() && !isLeft(said.get(i).history()))
                .boxed()
                .toList();
    }

    /** Returns whether what is written to must not be any more: another has gone on from it, or has most of the others. */
    boolean mustLeave(String history, List<Replication> said) {
        return isLeft(history)
                || masters(said).stream()
                        .anyMatch(one -> !said.get(one).history().equals(history) && isOfMost(said, one));
    }

    private boolean isLeft(String history) {
        return left.containsKey(history);
    }

    private static boolean isOfMost(List<Replication> said, int master) {
        String history = said.get(master).history();
        long same = said.stream().filter(one -> one.history().equals(history)).count();
        return !history.isEmpty() && 2 * same > said.size();
    }
}
