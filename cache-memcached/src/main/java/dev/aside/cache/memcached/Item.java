package dev.aside.cache.memcached;

/**
 * What a server holds under a name.
 *
 * @param bytes the slot, or whatever it is
 * @param flags what whoever set it says it is
 * @param cas the number of its last change; zero if it was not asked for, or the server has none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record Item(byte[] bytes, int flags, long cas) {

    static final long NO_CAS = 0;
}
