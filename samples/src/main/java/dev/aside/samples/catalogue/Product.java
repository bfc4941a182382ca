package dev.aside.samples.catalogue;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A row of the catalogue. Values that an earlier version of the application stored may lack what was added since; whatever the
 * constructor refuses counts as absent and is loaded.
 */
record Product(long id, String name, String category, BigDecimal price, int stock) {

    Product {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(price, "price");
    }

    Product withPrice(BigDecimal changed) {
        return new Product(id, name, category, changed, stock);
    }
}
