package dev.aside.cache.testkit.server;

/**
 * A server for a test could not be found, started or controlled, or answered a command with an error. Where a process was
 * started, the message ends with the last lines that it wrote.
 */
public final class TestServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TestServerException(String message) {
        super(message);
    }

    TestServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
