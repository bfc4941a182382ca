package dev.aside.cache.redis;

import dev.aside.cache.CacheConfigurationException;
import io.lettuce.core.RedisURI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a server is, as people write it and as it may be shown. */
final class Uris {

    /** Scheme, user and password, host or address, port, and the number of the database. */
    private static final Pattern URI =
            Pattern.compile("rediss?://([^@/\\s]*@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?(/[0-9]{0,5})?");

    private Uris() {}

    /**
     * Returns what a text says.
     *
     * @throws CacheConfigurationException if it is no such URI; the message does not repeat it
     */
    static RedisURI of(String text) {
        RedisURI uri = URI.matcher(text).matches() ? parsed(text) : null;
        if (uri == null) {
            throw new CacheConfigurationException(
                    "redis: a URI is redis://host:port or rediss://user:password@host:port, in which a password's"
                            + " @ : / ? # and % are written as %40 and so on; the one given is not");
        }
        uri.setTimeout(Timing.CONNECT);
        uri.setLibraryName("");
        uri.setLibraryVersion("");
        return uri;
    }

    /** Lettuce's message would quote the URI, and with it the password. */
    private static @Nullable RedisURI parsed(String text) {
        try {
            return RedisURI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns whether it has a user or a password. */
    static boolean namesUser(String text) {
        return text.indexOf('@') >= 0;
    }

    /** Returns where it leads, without secrets. */
    static String place(RedisURI uri) {
        return uri.getHost() + ":" + uri.getPort();
    }
}
