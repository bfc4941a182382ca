package dev.aside.samples.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private final Catalogue catalogue = new Catalogue(key -> "\"id\":" + key);

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 12_345, Integer.MAX_VALUE})
    void makesTheSameRowOfRealisticSizeEachTime(int key) {
        Row row = catalogue.row(key, 2);

        assertThat(row).isEqualTo(catalogue.row(key, 2));
        assertThat(row.payload())
                .hasSizeBetween(100, 200)
                .startsWith("{\"id\":" + key)
                .endsWith("\"}");
        assertThat(row.payload()).isNotEqualTo(catalogue.row(key, 3).payload());
    }
}
