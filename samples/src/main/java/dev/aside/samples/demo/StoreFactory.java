package dev.aside.samples.demo;

import dev.aside.samples.demo.replay.Store;
import dev.aside.samples.demo.shop.ShopDatabase;

/** Puts a cache before the database. */
@FunctionalInterface
interface StoreFactory {

    /** A store that must be closed. */
    interface ClosableStore extends Store, AutoCloseable {
        @Override
        void close();
    }

    /** Opens a store that reads through to the database and writes through to it, with the options' cache settings. */
    ClosableStore open(DemoOptions options, ShopDatabase database);
}
