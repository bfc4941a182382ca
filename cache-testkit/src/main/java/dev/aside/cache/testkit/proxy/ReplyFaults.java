package dev.aside.cache.testkit.proxy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** What is to befall replies. Belongs to the proxy's thread. */
final class ReplyFaults {

    private final List<Order> orders = new ArrayList<>();
    private boolean dropPushes;

    /** What shall befall the so-manieth reply from now, perhaps of those to one command. */
    void order(String command, int which, Fate fate) {
        orders.add(new Order(command.toUpperCase(Locale.ROOT), which, fate));
    }

    void dropPushes(boolean drop) {
        this.dropPushes = drop;
    }

    void clear() {
        orders.clear();
        dropPushes = false;
    }

    Fate ofPush() {
        return dropPushes ? Fate.EAT : Fate.PASS;
    }

    Fate ofReplyTo(String command) {
        Fate fate = Fate.PASS;
        for (Iterator<Order> all = orders.iterator(); all.hasNext(); ) {
            Order order = all.next();
            if (order.isDue(command)) {
                fate = order.fate;
                all.remove();
            }
        }
        return fate;
    }

    private static final class Order {

        private final String command;
        private final Fate fate;
        private int left;

        Order(String command, int which, Fate fate) {
            this.command = command;
            this.left = which;
            this.fate = fate;
        }

        boolean isDue(String answered) {
            return (command.isEmpty() || command.equals(answered)) && --left == 0;
        }
    }
}
