package dev.aside.samples.arcade;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.samples.arcade.View.Turn;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/** The page, what it is told while it is open, and what its buttons do. */
final class ArcadeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Each page that is open has a thread. */
    private static final int MOST_VIEWERS = 100;

    private static final int LONGEST_NAME = 24;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final String OWN_SOURCES = "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";
    private static final Map<String, String> TYPES =
            Map.of("arcade.html", "text/html", "arcade.css", "text/css", "arcade.js", "text/javascript");

    private final transient Arcade arcade;
    private final transient Game game;
    private final transient JsonMapper json = JsonMapper.builder().build();
    private final transient Semaphore viewers = new Semaphore(MOST_VIEWERS);

    ArcadeServlet(Arcade arcade, Game game) {
        this.arcade = arcade;
        this.game = game;
    }

    private static String path(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getPathInfo(), "/");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "/" -> send(response, "arcade.html");
            case "/arcade.css", "/arcade.js" -> send(response, path(request).substring(1));
            case "/events" -> tell(response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void send(HttpServletResponse response, String file) throws IOException {
        response.setContentType(TYPES.get(file) + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", OWN_SOURCES);
        try (InputStream page = Objects.requireNonNull(ArcadeServlet.class.getResourceAsStream(file), file)) {
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
        } finally {
            viewers.release();
        }
    }

    /** Tells what has changed, and the clock every second, until nobody listens any more. */
    private void tell(PrintWriter page) throws IOException {
        long seen = -1;
        for (Feed.State now = arcade.feed().next(seen, TICK);
                now != null;
                now = arcade.feed().next(seen, TICK)) {
            if (now.number() != seen) {
                page.write("event: board\ndata: " + json.writeValueAsString(now) + "\n\n");
            }
            page.write("event: clock\ndata: " + json.writeValueAsString(arcade.clock()) + "\n\n");
            if (page.checkError()) {
                return;
            }
            seen = now.number();
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        try {
            switch (path(request)) {
                case "/rounds" -> begin(request, response);
                case "/guesses" -> guess(request, response);
                default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        } catch (CacheUnavailableException e) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The board does not answer. Try once more.");
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String player =
                Objects.requireNonNullElse(request.getParameter("player"), "").strip();
        if (player.isEmpty() || player.length() > LONGEST_NAME) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "A name has 1 to " + LONGEST_NAME + " characters.");
        } else {
            answer(response, game.begin(player));
        }
    }

    private void guess(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String round = Objects.requireNonNullElse(request.getParameter("round"), "");
        Turn turn = game.guess(round, "true".equals(request.getParameter("higher")));
        if (turn == null) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "That round is not known any more. Begin another.");
        } else {
            answer(response, turn);
        }
    }

    private void answer(HttpServletResponse response, Object what) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(what));
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(why.getBytes(StandardCharsets.UTF_8));
    }
}
