package dev.aside.samples.web;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody is about to buy.
 *
 * @param items the names of products, in the order in which they were chosen
 */
record Basket(List<String> items) {

    static final Basket EMPTY = new Basket(List.of());

    Basket {
        items = List.copyOf(items);
    }

    Basket with(String item) {
        List<String> more = new ArrayList<>(items);
        more.add(item);
        return new Basket(more);
    }
}
