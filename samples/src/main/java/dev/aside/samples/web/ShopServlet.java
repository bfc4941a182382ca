package dev.aside.samples.web;

import dev.aside.cache.session.SessionStats;
import dev.aside.cache.session.SessionStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shop's page, and what its buttons do. It knows of nothing but {@code HttpSession}; the store only tells its counts. */
final class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String node;
    private final transient SessionStore sessions;

    ShopServlet(String node, SessionStore sessions) {
        this.node = node;
        this.sessions = sessions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        SessionStats stats = sessions.stats();
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(new ShopPage(node, user(session), basket(session), stats).html());
    }

    private static @Nullable String user(@Nullable HttpSession session) {
        return session == null ? null : (String) session.getAttribute("user");
    }

    private static Basket basket(@Nullable HttpSession session) {
        Object basket = session == null ? null : session.getAttribute("basket");
        return basket instanceof Basket some ? some : Basket.EMPTY;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (Objects.requireNonNullElse(request.getPathInfo(), "/")) {
            case "/login" -> login(request);
            case "/basket" -> choose(request);
            case "/logout" -> logout(request);
            default -> {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
        }
        response.sendRedirect("/");
    }

    /** Who logs in has had an id before, which others may know: it is changed, and the basket stays. */
    private static void login(HttpServletRequest request) {
        String user =
                Objects.requireNonNullElse(request.getParameter("user"), "").strip();
        if (!user.isEmpty() && user.length() <= 40) {
            HttpSession session = request.getSession();
            if (!session.isNew()) {
                String unused = request.changeSessionId();
            }
            session.setAttribute("user", user);
        }
    }

    private static void choose(HttpServletRequest request) {
        String item = request.getParameter("item");
        if (item != null && ShopPage.PRODUCTS.containsKey(item)) {
            HttpSession session = request.getSession();
            session.setAttribute("basket", basket(session).with(item));
        }
    }

    private static void logout(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
