package dev.aside.cache.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.CommitPosition;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** What a user has changed goes from request to request with his session. */
final class OwnChangesFilterTest {

    private static final long KEY = 42;

    /** What an application does. */
    private interface Page {
        void serve(HttpServletRequest request);
    }

    private final Aside aside =
            Aside.builder().backend(EmbeddedBackend.copying()).build();
    private final Filter sessions = new SessionRepositoryFilter<>(
            new AsideSessionRepository(aside.sessions("spring").build(), event -> {}));
    private @Nullable Cookie cookie;

    @AfterEach
    void close() {
        aside.close();
    }

    private void request(Page page) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (cookie != null) {
            request.setCookies(cookie);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        HttpServlet servlet = new HttpServlet() {
            @Override
            public void service(ServletRequest asked, ServletResponse answer) {
                page.serve((HttpServletRequest) asked);
            }
        };
        new MockFilterChain(servlet, sessions, new OwnChangesFilter()).doFilter(request, response);
        Cookie given = response.getCookie("SESSION");
        cookie = given == null ? cookie : given;
    }

    private static void change() {
        long now = System.currentTimeMillis();
        Objects.requireNonNull(OwnChanges.current()).add(List.of(KEY), now + 60_000, CommitPosition.NONE, now);
    }

    @Test
    void whatIsChangedInARequest_isKnownToTheNext() throws Exception {
        AtomicReference<ChangeToken> seen = new AtomicReference<>(ChangeToken.NONE);
        login();
        request(asked -> change());
        request(asked -> seen.set(Objects.requireNonNull(OwnChanges.current()).token()));
        assertThat(Objects.requireNonNull(seen.get()).isNone()).isFalse();
        assertThat(OwnChanges.current()).as("after the request").isNull();
    }

    private void login() throws ServletException, IOException {
        request(asked -> asked.getSession().setAttribute("user", "ada"));
        assertThat(cookie).isNotNull();
    }

    @Test
    void requestOfNobody_isServedAsWithout() throws Exception {
        AtomicReference<@Nullable OwnChanges> seen = new AtomicReference<>();
        request(asked -> seen.set(OwnChanges.current()));
        assertThat(seen.get()).isNull();
    }

    @Test
    void theSessionItself_isNoAttribute() {
        AsideSession session = AsideSession.of(aside.sessions("other").build().create());
        assertThat(session.<AsideSession>getAttribute(AsideSession.ITSELF)).isSameAs(session);
        assertThat(session.getAttributeNames()).isEmpty();
    }
}
