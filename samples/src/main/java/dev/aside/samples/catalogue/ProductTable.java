package dev.aside.samples.catalogue;

import dev.aside.cache.NotWrittenException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** In place of a database: a table that counts its queries, and refuses a price below zero. */
class ProductTable {
    private final Map<Long, Product> rows = new ConcurrentHashMap<>();
    private final AtomicInteger queries = new AtomicInteger();

    Optional<Product> find(long id) {
        queries.incrementAndGet();
        return Optional.ofNullable(rows.get(id));
    }

    void save(Product product) throws NotWrittenException {
        if (product.price().signum() < 0) {
            throw new NotWrittenException("a price is not negative", null);
        }
        rows.put(product.id(), product);
    }

    void delete(long id) {
        rows.remove(id);
    }

    void updateCategory(String category, UnaryOperator<Product> change) {
        rows.replaceAll((id, row) -> row.category().equals(category) ? change.apply(row) : row);
    }

    int queries() {
        return queries.get();
    }
}
