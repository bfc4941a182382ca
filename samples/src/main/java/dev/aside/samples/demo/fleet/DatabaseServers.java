package dev.aside.samples.demo.fleet;

import dev.aside.samples.demo.shop.ShopDatabase;
import java.util.List;

/** The database servers of a run. Those that were started here end with it. */
interface DatabaseServers extends AutoCloseable {

    /** Says what was started and what was given. */
    String described();

    /** Where they are, with user and password. */
    List<String> urls();

    /** Creates the shop's empty table. */
    ShopDatabase open();

    /** Waits until all servers show what one of them does. */
    default void settle() {}

    @Override
    void close();
}
