package dev.aside.simulation.oracle;

/** What one node has been told of its own changes. */
public final class Own {
    private final int[] places;

    /** Creates a memory of no changes of that many keys. */
    public Own(int keys) {
        this.places = new int[keys];
    }

    /** A change of this node has ended, acknowledged by every tier or kept until it is. */
    public void ended(int key, int place) {
        places[key] = Math.max(places[key], place);
    }

    /** The key's changes may be lost. */
    public void excuse(int key) {
        places[key] = 0;
    }

    int place(int key) {
        return places[key];
    }
}
