package dev.aside.bench.house;

import java.util.List;
import java.util.Set;

/**
 * One file of source.
 *
 * @param module the folder of its module
 * @param packageName its package
 * @param name its name, without the ending
 * @param lines its lines, all of them trimmed
 * @param imports the types it imports, by their full names
 * @param names the names of types it uses without naming a package
 * @param methods the lines between the braces of each method and constructor
 * @param shown how many types of its are public and top-level
 * @param hidden how many top-level types are not
 */
record Room(
        String module,
        String packageName,
        String name,
        List<String> lines,
        Set<String> imports,
        Set<String> names,
        List<Integer> methods,
        int shown,
        int hidden) {

    /** Its type's full name. */
    String type() {
        return packageName + "." + name;
    }

    /** Its module and package. A package's name alone would not do: the simulation looks into the engine from inside. */
    Storey storey() {
        return new Storey(module, packageName);
    }

    /** The lines of its documentation. */
    long javadoc() {
        return Comments.javadoc(lines);
    }

    /** The lines that are neither blank nor comments. */
    long code() {
        return Comments.code(lines);
    }

    @Override
    public String toString() {
        return type();
    }
}
