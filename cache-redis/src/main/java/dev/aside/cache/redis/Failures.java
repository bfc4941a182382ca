package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of a step that the server, or the way to it, has not answered as it should have been. */
final class Failures {

    /** The server says so before it does anything, to be tried again another time. */
    private static final Set<String> LATER = Set.of(
            "LOADING", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "BUSY", "READONLY", "NOREPLICAS", "MOVED", "ASK");

    /** It has no room, or cannot save. A script of ours writes once, so one that is refused has written nothing. */
    private static final Set<String> FULL = Set.of("OOM", "MISCONF", "ASIDEFULL");

    /** What people have to put right. */
    private static final Set<String> CONFIGURATION =
            Set.of("NOAUTH", "WRONGPASS", "NOPERM", "WRONGTYPE", "CROSSSLOT", "NOPROTO", "NOSCRIPT");

    private static final Pattern PLAIN = Pattern.compile("^[A-Z]{1,20}(?= |$)");

    /** How Redis 6.2 passes on what a command within a script was answered. */
    private static final Pattern SCRIPTED = Pattern.compile("^ERR Error running script .*: -?([A-Z]{2,20}) ");

    private Failures() {}

    static StepReply.Failed notApplied(String reason) {
        return new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, reason);
    }

    static StepReply.Failed unknown(String reason) {
        return new StepReply.Failed(StepReply.Outcome.UNKNOWN, reason);
    }

    /** Returns what an error of the server means. Its text may quote a key, so only its first word is passed on. */
    static StepReply.Failed of(String error) {
        String code = code(error);
        if (LATER.contains(code)) {
            return notApplied("redis is not ready: " + code);
        } else if (FULL.contains(code)) {
            return notApplied("redis has no room: " + code);
        } else if (CONFIGURATION.contains(code) || isRefused(error)) {
            return notApplied("redis refuses the command: " + code);
        }
        return unknown("redis answers with an error: " + code);
    }

    private static boolean isRefused(String error) {
        return error.startsWith("ERR unknown command") || error.startsWith("ERR syntax");
    }

    /** Returns the kind of an error: its first word, if it is one of capitals as all of Redis's are. */
    static String code(String error) {
        Matcher scripted = SCRIPTED.matcher(error);
        if (scripted.find()) {
            return scripted.group(1);
        }
        Matcher plain = PLAIN.matcher(error);
        return plain.find() ? plain.group() : "ERR";
    }
}
