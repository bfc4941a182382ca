package dev.aside.samples.truth;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitBound;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.TransactionContext;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** A process that sells, commits, and is killed before it has told anybody. */
final class Killed {

    private Killed() {}

    /**
     * Begins.
     *
     * @param arguments Redis, user, password, the row, and the URLs of the database's nodes
     */
    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        try (Stock stock = new Stock(all.get(0), all.subList(4, all.size()), all.get(1), all.get(2));
                Connection connection = stock.database.getConnection()) {
            int id = Integer.parseInt(all.get(3));
            connection.setAutoCommit(false);
            // bound first, so that it is told first of the end
            Objects.requireNonNull(TransactionContext.current(stock.database)).bound(Last.class, Last::new);
            Stock.update(connection, id, 7);
            stock.pieces.invalidate(id);
            connection.commit();
        }
    }

    private static final class Last implements CommitBound {
        @Override
        public void beforeCommit() {}

        @Override
        public ChangeOutcome committed(CommitPosition position) {
            System.out.println("committed"); // who reads this kills us
            while (true) {
                LockSupport.park();
            }
        }

        @Override
        public void rolledBack() {}

        @Override
        public void unknown() {}

        @Override
        public void rolledBackPartly() {}
    }
}
