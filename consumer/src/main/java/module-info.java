/** A user's program as a module. */
module consumer {
    requires dev.aside.cache.local;
}
