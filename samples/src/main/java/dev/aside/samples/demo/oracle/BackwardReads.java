package dev.aside.samples.demo.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the reads of one process that returned something older than what a read of the same process had returned before they
 * began. Not safe for many threads.
 */
public final class BackwardReads {
    private final List<Read> reads = new ArrayList<>();
    private final int[] newest;

    /**
     * Begins with no read.
     *
     * @param objects how many objects there are, numbered from 0
     */
    public BackwardReads(int objects) {
        this.newest = new int[objects];
    }

    private record Read(int object, int place, long began, long ended) {}

    /**
     * Adds a read.
     *
     * @param object the object read
     * @param place of the change returned, in the order of commits of that object; 0 for what was there at first
     * @param began the time just before
     * @param ended the time just after
     */
    public void add(int object, int place, long began, long ended) {
        reads.add(new Read(object, place, began, ended));
    }

    /**
     * Looks at all reads that were added.
     *
     * @return how many went back
     */
    public long count() {
        List<Read> ends = new ArrayList<>(reads);
        ends.sort(Comparator.comparingLong(Read::ended));
        reads.sort(Comparator.comparingLong(Read::began));
        long backwards = 0;
        int ended = 0;
        for (Read read : reads) {
            for (; ended < ends.size() && ends.get(ended).ended < read.began; ended++) {
                Read before = ends.get(ended);
                newest[before.object] = Math.max(newest[before.object], before.place);
            }
            if (read.place < newest[read.object]) {
                backwards++;
            }
        }
        return backwards;
    }
}
