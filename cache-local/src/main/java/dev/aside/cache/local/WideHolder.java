package dev.aside.cache.local;

/** What tables keep that are bounded by weight, let idle entries go, or have been told that entries are outdated. */
class WideHolder extends Holder {

    private final int weight;

    /** The epoch in which the entry was found valid. */
    int epoch;

    /** When it was last read, in coarse time. */
    int accessed;

    WideHolder(Object value, int checkAt, int touched, int weight, int epoch, int accessed) {
        super(value, checkAt, touched);
        this.weight = weight;
        this.epoch = epoch;
        this.accessed = accessed;
    }

    @Override
    int weight() {
        return weight;
    }

    /** Keeps an overdue entry overdue: its time must not come round again. */
    @Override
    void settle(int now) {
        if (checkAt - now < 0) {
            checkAt = now;
        }
    }
}
