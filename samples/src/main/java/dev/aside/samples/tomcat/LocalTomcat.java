package dev.aside.samples.tomcat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat on a free port of this machine, which nobody else's machine reaches. */
public final class LocalTomcat implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();

    private LocalTomcat() {}

    /**
     * Starts one.
     *
     * @param pages adds what it serves
     * @return what serves, and the caller closes
     * @throws IllegalStateException if it cannot be started
     */
    public static LocalTomcat start(Consumer<Context> pages) {
        LocalTomcat server = new LocalTomcat();
        try {
            server.serve(pages);
            return server;
        } catch (LifecycleException | IOException e) {
            server.close();
            throw new IllegalStateException("Tomcat could not be started", e);
        }
    }

    private void serve(Consumer<Context> pages) throws LifecycleException, IOException {
        tomcat.setSilent(true); // what it says at its start would hide what the sample says
        File folder = Files.createTempDirectory("aside-tomcat").toFile();
        folder.deleteOnExit();
        tomcat.setBaseDir(folder.getPath());
        tomcat.setHostname("localhost");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        pages.accept(tomcat.addContext("", folder.getPath()));
        tomcat.start();
    }

    /**
     * Returns the address of its pages.
     *
     * @return such as {@code http://localhost:8080/}
     */
    public String url() {
        return "http://localhost:" + tomcat.getConnector().getLocalPort() + "/";
    }

    /** Waits until it is stopped. */
    public void await() {
        tomcat.getServer().await();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat could not be stopped", e);
        }
    }
}
