package dev.aside.cache.jackson;

/** Finds bytes in which a number may stand that is too long to be read. */
final class LongNumbers {

    private LongNumbers() {}

    /**
     * Returns whether there is a run of more than that many characters of numbers, whatever it is: one look at every so-many-th
     * byte meets each such run, so a value without one costs next to nothing.
     */
    static boolean mayHold(byte[] bytes, int longest) {
        long step = longest + 1L;
        for (long at = longest; at < bytes.length; at += step) {
            if (isOfNumber(bytes[(int) at]) && run(bytes, (int) at) > longest) {
                return true;
            }
        }
        return false;
    }

    /** Returns how long the run is in which the byte stands. */
    private static int run(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && isOfNumber(bytes[from - 1])) {
            from--;
        }
        int to = at + 1;
        while (to < bytes.length && isOfNumber(bytes[to])) {
            to++;
        }
        return to - from;
    }

    private static boolean isOfNumber(byte character) {
        return (character >= '0' && character <= '9')
                || character == '.'
                || character == '-'
                || character == '+'
                || character == 'e'
                || character == 'E';
    }
}
