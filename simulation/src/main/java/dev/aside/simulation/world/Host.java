package dev.aside.simulation.world;

import org.jspecify.annotations.Nullable;

/**
 * One process of the application. What happens inside it goes through here: once it has crashed nothing happens there any
 * more, while what it had sent is still under way in the world.
 */
public final class Host {
    private final World world;
    private final String name;
    private final Runnable before;
    private boolean crashed;
    private int due;

    /**
     * Starts a process.
     *
     * @param world where it runs
     * @param name what the story calls it
     * @param before runs before each of its events
     */
    public Host(World world, String name, Runnable before) {
        this.world = world;
        this.name = name;
        this.before = before;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the world. */
    public World world() {
        return world;
    }

    /**
     * Lets something happen in this process later, if it is still there then.
     *
     * @param delayNanos how much later
     * @param action what
     * @return the event
     */
    public Pending after(long delayNanos, Runnable action) {
        return after(delayNanos, null, action);
    }

    /**
     * Lets something happen in this process later, if it is still there then.
     *
     * @param delayNanos how much later
     * @param lane what has been put into one lane happens in that order; or null
     * @param action what
     * @return the event
     */
    public Pending after(long delayNanos, @Nullable Object lane, Runnable action) {
        Pending pending = new Pending(action);
        pending.event = world.after(delayNanos, lane, name, pending);
        due++;
        return pending;
    }

    /** Ends the process at once, and everything that was due in it. */
    public void crash() {
        world.moved(name);
        crashed = true;
    }

    /** Returns whether it runs. */
    public boolean isAlive() {
        return !crashed;
    }

    /** Returns how many events are due in it. */
    public int due() {
        return due;
    }

    /** Something due in the process. */
    public final class Pending implements Runnable {
        private @Nullable Runnable action;
        private @Nullable Event event;

        private Pending(Runnable action) {
            this.action = action;
        }

        /** Takes it back, if it has not happened yet. */
        public void cancel() {
            if (action != null) {
                action = null;
                due--;
            }
            if (event != null) {
                event.cancel();
                event = null;
            }
        }

        @Override
        public void run() {
            Runnable now = action;
            if (now == null) {
                return;
            }
            action = null;
            event = null;
            due--;
            if (!crashed) {
                world.moved(name);
                before.run();
                now.run();
            }
        }
    }
}
