package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a statement that changes nothing: when in doubt, none is. */
final class OnlyReadsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"select 1", "SELECT 1", " \n\tSelect\n1", "(select 1)", "( (select 1) )", "select", "select 1;  "
            })
    void aSelect_isOne(String sql) {
        assertThat(Commits.onlyReads(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "insert into tea values (1) returning id",
                "with gone as (delete from tea returning *) select * from gone",
                "selection",
                "select_all()",
                "select 1; delete from tea",
                "/* select */ delete from tea",
                "-- select\ndelete from tea",
                "call sell(1)",
                "{call sell(1)}",
                "explain analyze delete from tea"
            })
    void whatMayChangeSomething_isNone(String sql) {
        assertThat(Commits.onlyReads(sql)).isFalse();
    }
}
