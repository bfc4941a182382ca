package dev.aside.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectsTest {
    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectReadsFromTheReaderAgainAndAgain(Subject subject) throws SQLException {
        Act act = Subject.doing(Act.READ, false).contains(subject) ? Act.READ : Act.BORROW;
        Lender lender = Subjects.open(subject, act);
        lender.enter();
        for (int i = 0; i < 5; i++) {
            try (Connection connection = lender.lend();
                    Statement statement = connection.createStatement()) {
                assertThat(statement).isNotNull();
                assertThat(connection.unwrap(StubConnection.class).server()).startsWith("reader");
            }
        }
    }
}
