package dev.aside.samples.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopDatabaseTest {
    private final Catalogue catalogue = new Catalogue(key -> "\"id\":" + key);
    private ShopDatabase database;

    @BeforeEach
    void load() {
        database = ShopDatabase.open("jdbc:h2:mem:shop", 2);
        new TableLoader(database, done -> {}).load(2_500, i -> catalogue.row(i - 1_000, Row.FIRST_VERSION));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsWhatWasLoaded() {
        assertThat(database.find(-1_000)).isEqualTo(catalogue.row(-1_000, 1));
        assertThat(database.find(1_499)).isEqualTo(catalogue.row(1_499, 1));
        assertThat(database.find(1_500)).isNull();
    }

    @Test
    void savesANewerVersionOnly() {
        Row third = catalogue.row(7, 3);
        database.save(third);

        assertThatThrownBy(() -> database.save(catalogue.row(7, 2)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("changed by somebody else");
        assertThat(database.find(7)).isEqualTo(third);
    }

    @Test
    void countsItsQueries() {
        QueryCounts before = database.queries();
        database.find(1);
        database.find(1);
        database.save(catalogue.row(1, 2));

        assertThat(database.queries().since(before)).isEqualTo(new QueryCounts(2, 1));
    }

    @Test
    void tellsHowFarLoadingIs() {
        List<Integer> seen = new ArrayList<>();
        new TableLoader(database, seen::add).load(1_200, i -> catalogue.row(i + 5_000, 1));

        assertThat(seen).containsExactly(1_000, 1_200);
    }

    @Test
    void neverRepeatsTheUrlInAnError() {
        assertThatThrownBy(() -> ShopDatabase.open("jdbc:nosuch://shop?password=geheim", 1))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("no JDBC driver on the class path accepts this URL")
                .hasNoCause();
        assertThatThrownBy(() -> ShopDatabase.open("jdbc:h2:mem:other;IFEXISTS=TRUE;PASSWORD=geheim", 1))
                .isInstanceOf(DatabaseException.class)
                .hasMessageMatching("connecting to the database failed, SQLState \\w+");
    }

    @Test
    void closingTwiceIsClosingOnce() {
        database.close();
        database.close();
    }
}
