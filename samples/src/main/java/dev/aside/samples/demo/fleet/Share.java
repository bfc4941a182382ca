package dev.aside.samples.demo.fleet;

/**
 * A node's share of a trace: chunks are dealt to the nodes in turn, so that all of them are in the same place of the trace at
 * about the same time.
 *
 * @param accesses how many accesses the trace has
 * @param nodes how many nodes there are
 * @param node which of them this is, from 0
 */
record Share(int accesses, int nodes, int node) {
    private static final int CHUNK = 64;

    /** Returns how many accesses are in this share. */
    int size() {
        int round = CHUNK * nodes;
        int rest = accesses % round - node * CHUNK;
        return accesses / round * CHUNK + Math.max(0, Math.min(CHUNK, rest));
    }

    /** Returns the place in the trace of one of its accesses. */
    int position(int index) {
        return (index / CHUNK * nodes + node) * CHUNK + index % CHUNK;
    }
}
