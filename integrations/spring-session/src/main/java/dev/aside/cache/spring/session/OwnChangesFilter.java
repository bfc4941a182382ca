package dev.aside.cache.spring.session;

import dev.aside.cache.OwnChanges;
import dev.aside.cache.session.Session;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** A request with a session sees what its user has changed, on whatever node. Within Spring Session's filter, which saves it afterwards. */
final class OwnChangesFilter extends OncePerRequestFilter implements Ordered {

    @Override
    public int getOrder() {
        return SessionRepositoryFilter.DEFAULT_ORDER + 1;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Session session = session(request);
        if (session == null) {
            chain.doFilter(request, response);
        } else {
            serve(session, request, response, chain);
        }
    }

    @SuppressWarnings("try") // a scope is there to be closed
    private static void serve(
            Session session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (OwnChanges mine = session.ownChanges()) {
            chain.doFilter(request, response);
        }
    }

    private static @Nullable Session session(HttpServletRequest request) {
        HttpSession open = request.getSession(false);
        Object itself = open == null ? null : open.getAttribute(AsideSession.ITSELF);
        return itself instanceof AsideSession ours ? ours.session() : null;
    }
}
