package dev.aside.cache.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC URL of one server, taken apart as far as that is needed here. It may hold a password, and is not shown. */
final class DatabaseUrl {

    private static final Pattern FORM = Pattern.compile(
            "jdbc:([a-z]+)://(\\[[0-9A-Fa-f:.]+\\]|[^/?:,\\[\\]@]+)(?::(\\d{1,5}))?(?:/([^?;]*))?(\\?.*)?");

    private static final int MAX_PORT = 65_535;

    private final String text;
    private final String scheme;
    private final String host;
    private final String place;
    private final int port;
    private final Map<String, String> parameters;

    private DatabaseUrl(String text, Matcher parts) {
        this.text = text;
        this.scheme = parts.group(1);
        this.host = parts.group(2);
        this.place = parts.group(3) == null ? host : host + ":" + parts.group(3);
        this.port = parts.group(3) == null ? usualPort(scheme) : checkedPort(Integer.parseInt(parts.group(3)));
        this.parameters =
                parameters(parts.group(5) == null ? "" : parts.group(5).substring(1));
    }

    static DatabaseUrl of(String url) {
        Matcher parts = FORM.matcher(Objects.requireNonNull(url, "url"));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a node is given by a JDBC URL of one server, with options behind a question"
                            + " mark, such as jdbc:postgresql://db-1.internal:5432/shop, which this one is not");
        }
        return new DatabaseUrl(url, parts);
    }

    private static int checkedPort(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port of a node is 1 to " + MAX_PORT + ", not " + port);
        }
        return port;
    }

    private static int usualPort(String scheme) {
        return scheme.equals("postgresql") ? 5432 : 3306;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : query.split("&", -1)) {
            int end = pair.indexOf('=');
            parameters.put(end < 0 ? pair : pair.substring(0, end), end < 0 ? "" : pair.substring(end + 1));
        }
        return parameters;
    }

    /** Returns what the driver is given. */
    String text() {
        return text;
    }

    /** Returns what stands behind {@code jdbc:}. */
    String scheme() {
        return scheme;
    }

    /** Returns the name of the host. */
    String host() {
        return host;
    }

    /** Returns the host, and the port if it is said. */
    String place() {
        return place;
    }

    /** Returns whether the other one leads to the same port of the same host. */
    boolean isWhere(DatabaseUrl other) {
        return host.equalsIgnoreCase(other.host) && port == other.port;
    }

    /** Returns whether the URL itself says this option of the driver's. */
    boolean says(String parameter) {
        return parameters.containsKey(parameter);
    }

    /** Returns whether the URL says nothing of this option of the driver's, or says this, in whatever letters. */
    boolean saysNoOther(String parameter, String value) {
        String said = parameters.get(parameter);
        return said == null || said.equalsIgnoreCase(value);
    }

    /** Returns whether the value of this option of the driver's ends so, however the URL spells it. */
    boolean saysOneThatEnds(String parameter, String end) {
        String said = parameters.get(parameter);
        return said != null && decoded(said).endsWith(end);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // the driver will not take it either
        }
    }

    /** Returns whether what is sent there does not leave the machine. */
    boolean isLoopback() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseUrl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return place;
    }
}
