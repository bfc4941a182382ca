package dev.aside.samples.catalogue;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.jackson.JacksonCodec;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the application calls. It says what is cached and how; where, whoever makes the {@link Aside} has decided. */
final class ProductService {
    private final Aside aside;
    private final ProductTable table;
    private final Cache<Long, Product> products;

    ProductService(Aside aside, ProductTable table) {
        this.aside = aside;
        this.table = table;
        this.products = aside.cache("products", Long.class, Product.class)
                .loadOptional(table::find)
                .write((id, product) -> table.save(product))
                .tags((id, product) -> List.of(tag(product.category())))
                // Names the shape of the bytes, whatever the class is called. Raised when old values must not be read
                // any more.
                .codec(JacksonCodec.of(Product.class).withVersion(1))
                .expireAfterWrite(Duration.ofMinutes(10))
                .expireAbsentAfterWrite(Duration.ofMinutes(1))
                .nearTier(false) // so that replicas answer reads; with one, this process would
                .build();
    }

    Optional<Product> find(long id) {
        return Optional.ofNullable(products.get(id));
    }

    /** Writes the table, and then the cache, unless somebody else has changed the product meanwhile. */
    ChangeOutcome save(Product product) {
        return products.put(product.id(), product);
    }

    ChangeOutcome delete(long id) {
        try (ChangeScope change = aside.change().key(products, id).open()) {
            table.delete(id);
            return change.committed();
        }
    }

    /** One statement that changes any number of rows; of the cache, one tag. */
    ChangeOutcome reprice(String category, BigDecimal factor) {
        try (ChangeScope change = aside.change().tag(products, tag(category)).open()) {
            table.updateCategory(category, row -> row.withPrice(times(row.price(), factor)));
            return change.committed();
        }
    }

    CacheStats stats() {
        return products.stats();
    }

    private static BigDecimal times(BigDecimal price, BigDecimal factor) {
        return price.multiply(factor).setScale(2, RoundingMode.HALF_UP);
    }

    private static String tag(String category) {
        return "category:" + category;
    }
}
