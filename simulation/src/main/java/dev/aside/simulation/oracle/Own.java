package dev.aside.simulation.oracle;

/** What one node has been told of its own changes, and what it has read. */
public final class Own {
    private final int[] changed;
    private final int[] read;

    /** Creates a memory of no changes of that many keys. */
    public Own(int keys) {
        this.changed = new int[keys];
        this.read = new int[keys];
    }

    /** A change of this node has ended, acknowledged by every tier or kept until it is. */
    public void ended(int key, int place) {
        changed[key] = Math.max(changed[key], place);
    }

    /** A change has been read that was fenced before it was committed. */
    void read(int key, int place) {
        read[key] = Math.max(read[key], place);
    }

    /** The key's changes may be lost. */
    public void excuse(int key) {
        changed[key] = 0;
        read[key] = 0;
    }

    int changed(int key) {
        return changed[key];
    }

    int read(int key) {
        return read[key];
    }
}
