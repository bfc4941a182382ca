package dev.aside.samples.demo.report;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far a step is: in one line that is written over, or, where no person watches, a line every few seconds. */
public final class Progress {
    private static final int BAR = 24;
    private static final int LINE = 110;
    private static final long QUIET_NANOS = 3_000_000_000L;
    private static final long LIVE_NANOS = 150_000_000L;

    private final PrintWriter out;
    private final boolean live;
    private long shown;

    /**
     * Begins to show.
     *
     * @param out where lines go
     * @param live whether a person watches, so that lines can be written over
     */
    public Progress(PrintWriter out, boolean live) {
        this.out = out;
        this.live = live;
        this.shown = System.nanoTime();
    }

    /**
     * Shows a step's state, unless one was shown a moment ago.
     *
     * @param step its name
     * @param done the share that is done, from 0 to 1
     * @param details what else to say
     */
    public void update(String step, double done, String details) {
        long now = System.nanoTime();
        if (now - shown < (live ? LIVE_NANOS : QUIET_NANOS)) {
            return;
        }
        shown = now;
        int full = (int) Math.round(BAR * Math.min(1, done));
        String bar = "#".repeat(full) + ".".repeat(BAR - full);
        show(String.format(Locale.ROOT, "%-14s [%s] %3.0f %%  %s", step, bar, 100 * Math.min(1, done), details), !live);
    }

    /**
     * Ends a step with a line that stays.
     *
     * @param step its name
     * @param result what came of it
     */
    public void done(String step, String result) {
        show(String.format(Locale.ROOT, "%-14s %s", step, result), true);
    }

    /** A live line blanks what a longer one before it left behind. */
    private void show(String text, boolean stays) {
        out.print(live ? "\r" + String.format(Locale.ROOT, "%-" + LINE + "s", text) : text);
        if (stays) {
            out.println();
        }
        out.flush();
    }
}
