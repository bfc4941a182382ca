package dev.aside.cache.redis;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which server a connection has come to, by its own words.
 *
 * @param runId another one after every start
 * @param major the first part of its version
 * @param minor the second part
 * @param replication where it stands among others
 * @param isEmpty whether it surely holds nothing
 */
record ServerInfo(String runId, int major, int minor, Replication replication, boolean isEmpty) {

    /** Every line of INFO's section of that name is of a database with keys in it. */
    private static final String DATABASE = "db";

    /** Reads what INFO answers, sections in any order. */
    static ServerInfo parse(String info) {
        Map<String, String> fields = fields(info);
        String[] version = fields.getOrDefault("redis_version", "").split("\\.", -1);
        return new ServerInfo(
                fields.getOrDefault("run_id", ""),
                part(version, 0),
                part(version, 1),
                Replication.of(fields),
                /* isEmpty= */ false);
    }

    /** Adds what it holds, as INFO's section "keyspace" has it. */
    ServerInfo holding(String keyspace) {
        boolean empty = fields(keyspace).keySet().stream().noneMatch(name -> name.startsWith(DATABASE));
        return new ServerInfo(runId, major, minor, replication, empty);
    }

    /** Returns a number by which everybody knows this life of it, and which is not zero. */
    long life() {
        long life = ((long) runId.hashCode() << 32)
                ^ Integer.toUnsignedLong(replication.history().hashCode());
        return life == 0 ? 1 : life;
    }

    static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static int part(String[] version, int index) {
        try {
            return index < version.length ? Integer.parseInt(version[index]) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns whether this may be a server that has lost what the other had acknowledged. */
    boolean isAnother(ServerInfo other) {
        return !runId.equals(other.runId) || !replication.history().equals(other.replication.history());
    }

    /** Returns whether it knows every command that the steps need: GETEX, PXAT and KEEPTTL came with 6.2. */
    boolean isNewEnough() {
        return major > 6 || (major == 6 && minor >= 2);
    }

    /** Returns whether scripts say themselves what they may do. */
    boolean hasScriptFlags() {
        return major >= 7;
    }

    /** Returns whether SET answers with what is there when NX keeps it from setting. */
    boolean hasSetNxGet() {
        return major >= 7;
    }

    String version() {
        return String.format(Locale.ROOT, "%d.%d", major, minor);
    }
}
