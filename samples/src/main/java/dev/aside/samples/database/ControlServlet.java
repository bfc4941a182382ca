package dev.aside.samples.database;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aside.cache.testkit.server.TestServerException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The page, what it is told while it is open, and what its buttons do. */
final class ControlServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Each page that is open has a thread. */
    private static final int MOST_VIEWERS = 50;

    private static final long TICK_MILLIS = 200;
    private static final String OWN_SOURCES = "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";
    private static final Map<String, String> TYPES =
            Map.of("database.html", "text/html", "database.css", "text/css", "database.js", "text/javascript");

    private final transient Control control;
    private final transient CountDownLatch closed;
    private final transient JsonMapper json = JsonMapper.builder().build();
    private final transient Semaphore viewers = new Semaphore(MOST_VIEWERS);

    ControlServlet(Control control, CountDownLatch closed) {
        this.control = control;
        this.closed = closed;
    }

    private static String path(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getPathInfo(), "/");
    }

    private static String value(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "/" -> send(response, "database.html");
            case "/database.css", "/database.js" -> send(response, path(request).substring(1));
            case "/events" -> tell(response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void send(HttpServletResponse response, String file) throws IOException {
        response.setContentType(TYPES.get(file) + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", OWN_SOURCES);
        try (InputStream page = Objects.requireNonNull(ControlServlet.class.getResourceAsStream(file), file)) {
            page.transferTo(response.getOutputStream());
        }
    }

    private void tell(HttpServletResponse response) throws IOException {
        if (!viewers.tryAcquire()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "too many are watching");
            return;
        }
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            tell(response.getWriter());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            viewers.release();
        }
    }

    /** Tells how it is, until nobody listens any more. */
    private void tell(PrintWriter page) throws IOException, InterruptedException {
        boolean isListening = true;
        while (isListening && !closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            page.write("event: state\ndata: " + json.writeValueAsString(control.state()) + "\n\n");
            isListening = !page.checkError();
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            switch (path(request)) {
                case "/nodes" -> act(request, response);
                case "/gate" -> gate(request, response);
                default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        } catch (TestServerException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), "")
                    .lines()
                    .findFirst()
                    .orElse("");
            refuse(response, HttpServletResponse.SC_CONFLICT, why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (control.act(value(request, "what"), value(request, "node"))) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is no such node, or no such thing to do.");
        }
    }

    private void gate(HttpServletRequest request, HttpServletResponse response) throws InterruptedException {
        if (value(request, "held").equals("true")) {
            control.hold();
        } else {
            control.release();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(why.getBytes(StandardCharsets.UTF_8));
    }
}
