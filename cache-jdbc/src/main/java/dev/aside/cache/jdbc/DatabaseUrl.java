package dev.aside.cache.jdbc;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC URL of one server, taken apart as far as that is needed here. It may hold a password, and is not shown. */
final class DatabaseUrl {

    private static final Pattern FORM = Pattern.compile(
            "jdbc:([a-z]+)://(\\[[0-9A-Fa-f:.]+\\]|[^/?:,\\[\\]@]+)(?::(\\d{1,5}))?(?:/([^?;]*))?(\\?.*)?");

    private final String text;
    private final String scheme;
    private final String host;
    private final String place;
    private final Set<String> parameters;

    private DatabaseUrl(String text, Matcher parts) {
        this.text = text;
        this.scheme = parts.group(1);
        this.host = parts.group(2);
        this.place = parts.group(3) == null ? host : host + ":" + parts.group(3);
        this.parameters = names(parts.group(5) == null ? "" : parts.group(5).substring(1));
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

    private static Set<String> names(String query) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : query.split("&", -1)) {
            int end = pair.indexOf('=');
            names.add(end < 0 ? pair : pair.substring(0, end));
        }
        return names;
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

    /** Returns whether the URL itself says this option of the driver's. */
    boolean says(String parameter) {
        return parameters.contains(parameter);
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
