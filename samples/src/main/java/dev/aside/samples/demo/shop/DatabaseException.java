package dev.aside.samples.demo.shop;

import java.sql.SQLException;

/** The database refused a statement or cannot be reached. Its message never holds the URL: a password may be in it. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String doing, SQLException cause) {
        super(doing + " failed, SQLState " + cause.getSQLState(), cause);
    }
}
