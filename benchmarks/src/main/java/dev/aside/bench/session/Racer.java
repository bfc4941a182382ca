package dev.aside.bench.session;

import org.jspecify.annotations.Nullable;

/** Sessions as two nodes see them, for races: node 0 and node 1. */
interface Racer {

    /** Begins a session. Returns its id. */
    String begin();

    /** Loads a session; what is returned stores an attribute when it is run, or does nothing if the session has ended meanwhile. */
    Runnable toChange(int node, String id, String attribute, int value);

    /** Loads a session; what is returned gives it another id when it is run. */
    java.util.concurrent.Callable<@Nullable String> toChangeId(int node, String id);

    void end(int node, String id);

    boolean lives(String id);

    /** Returns an attribute, or null if there is none or no session. */
    @Nullable
    Object get(String id, String attribute);

    /** Logs somebody in, who may have one session. Returns the session's id, or null if he was not let in. */
    @Nullable
    String login(int node, String principal);

    /** Whether principals may have a limit of sessions. */
    boolean limits();
}
