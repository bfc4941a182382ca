package dev.aside.bench.house;

import java.util.List;

/** Tells comments from code. Lines are trimmed, and formatted by one hand: a comment does not share a line with code but at its end. */
final class Comments {
    private Comments() {}

    static long javadoc(List<String> lines) {
        long count = 0;
        boolean inside = false;
        for (String line : lines) {
            inside |= line.startsWith("/**");
            count += inside ? 1 : 0;
            inside &= !line.endsWith("*/");
        }
        return count;
    }

    static long code(List<String> lines) {
        long count = 0;
        boolean inside = false;
        for (String line : lines) {
            inside |= line.startsWith("/*");
            count += inside || line.isEmpty() || line.startsWith("//") ? 0 : 1;
            inside &= !line.endsWith("*/");
        }
        return count;
    }
}
