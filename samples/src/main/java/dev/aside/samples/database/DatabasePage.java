package dev.aside.samples.database;

import dev.aside.samples.tomcat.LocalTomcat;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The database with its page. */
final class DatabasePage implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Control control;
    private final LocalTomcat tomcat;

    /** Starts the servers, those who ask them, and the page, on free ports of this machine. */
    DatabasePage() {
        this.control = new Control();
        try {
            this.tomcat = LocalTomcat.start(this::addPages);
        } catch (RuntimeException e) {
            control.close();
            throw e;
        }
    }

    private void addPages(Context context) {
        Tomcat.addServlet(context, "database", new ControlServlet(control, closed));
        context.addServletMappingDecoded("/*", "database");
    }

    /** Returns the address of its page. */
    String url() {
        return tomcat.url();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            tomcat.close();
        } finally {
            control.close();
        }
    }
}
