package dev.aside.cache.memcached;

import dev.aside.cache.CacheConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.MemcachedConnection;

/**
 * Which client library is on the class path: spymemcached, or that of ElastiCache, which has the same packages and classes, and TLS.
 * With both, some classes would be of the one and some of the other.
 */
final class ClientJar {

    private static final String WITH_TLS = "com.amazonaws:elasticache-java-cluster-client";
    private static final String CLASS = "net/spy/memcached/MemcachedConnection.class";

    private ClientJar() {}

    /** @throws CacheConfigurationException if there are both, or one without TLS where TLS is wanted */
    static void check(boolean wantsTls) {
        checkOne(in(MemcachedConnection.class.getClassLoader()));
        if (wantsTls && !hasTls()) {
            throw new CacheConfigurationException("memcached: spymemcached has no TLS; put " + WITH_TLS
                    + " on the class path, and exclude net.spy:spymemcached from it");
        }
    }

    static void checkOne(List<String> where) {
        if (where.size() > 1) {
            throw new CacheConfigurationException("memcached: " + where.size()
                    + " client libraries with the same classes are on the class path; leave one: "
                    + where.stream().sorted().collect(Collectors.joining(" and ")));
        }
    }

    /** Returns the jars or directories that have the library's classes. */
    static List<String> in(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources(CLASS)).stream()
                    .map(URL::toString)
                    .map(ClientJar::jar)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of(); // whoever cannot look is not kept from trying
        }
    }

    private static String jar(String url) {
        String file = url.replace("!/" + CLASS, "").replace("jar:", "").replace("file:", "");
        return file.endsWith(CLASS) ? file.substring(0, file.length() - CLASS.length()) : file;
    }

    static boolean hasTls() {
        for (var method : ConnectionFactory.class.getMethods()) {
            if (method.getName().equals("getSSLContext")) {
                return true;
            }
        }
        return false;
    }
}
