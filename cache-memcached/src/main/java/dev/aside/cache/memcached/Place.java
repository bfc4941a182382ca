package dev.aside.cache.memcached;

import dev.aside.cache.CacheConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node: what it is called, which says what slots it has, and where it is.
 *
 * @param name the name on the ring
 * @param host a name or an address, looked up whenever a connection is made
 * @param spare the address that a cluster says it has, for where its name is not known; empty if there is none
 * @param port the port
 */
record Place(String name, String host, String spare, int port) {

    private static final int MAXIMUM_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");

    /** What was given is not repeated: it may have come from a place where there are secrets. */
    static Place of(String name, String address) {
        if (!NAME.matcher(name).matches()) {
            throw new CacheConfigurationException(
                    "memcached: a node's name has 1 to 255 letters, digits and . _ - : [ ], which this one has not");
        }
        Matcher parts = ADDRESS.matcher(address);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > MAXIMUM_PORT) {
            throw new CacheConfigurationException(
                    "memcached: an address is host:port, with a port from 1 to 65535; the one given is not");
        }
        String host = parts.group(1);
        return new Place(name, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, "", port);
    }

    /** One that is called what its address is. */
    static Place of(String address) {
        return of(address, address);
    }

    /** One that a cluster lists: by a name, an address, or both. */
    static Place listed(String host, String address, String port) {
        if (!address.isEmpty() && !NUMBERS.matcher(address).matches()) {
            throw new CacheConfigurationException("memcached: a node's address is none");
        }
        String first = host.isEmpty() ? address : host;
        Place place = of((first.contains(":") ? "[" + first + "]" : first) + ":" + port);
        return new Place(place.name(), place.host(), address, place.port());
    }

    /** Finds out where it is now. The name goes along: of itself the client library would ask for the name of an address. */
    InetSocketAddress look() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(host, found().getAddress()), port);
    }

    private InetAddress found() throws UnknownHostException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            if (spare.isEmpty()) {
                throw e;
            }
            return InetAddress.getByName(spare);
        }
    }

    /** Returns where it is. */
    String where() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Returns what it is called, and where it is unless that is its name. */
    @Override
    public String toString() {
        return name.equals(where()) ? name : name + " at " + where();
    }
}
