package dev.aside.cache.spring.session.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spring.session.AsideSessionRepository;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** The application starts with this version of Spring Boot, and a browser's session is Aside's. */
final class ShopTest {

    private static ConfigurableApplicationContext context;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(Shop.class)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn",
                        "server.servlet.session.timeout=20m",
                        "aside.session.own-changes=true",
                        "aside.session.allowed-types=dev.aside.cache.spring.session.boot.*")
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        HttpResponse<String> response = browser.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpCookie cookie() {
        List<HttpCookie> all = cookies.getCookieStore().getCookies();
        return all.stream().filter(one -> one.getName().equals("SESSION")).findFirst().orElseThrow();
    }

    @Test
    void sessionIsKeptAndChangedInPlaceAndEnded() throws Exception {
        assertThat(get("/me")).isEqualTo("nobody");
        assertThat(get("/login?user=ada")).isEqualTo("hello ada");
        HttpCookie first = cookie();
        assertThat(first.isHttpOnly()).isTrue();
        assertThat(get("/buy?item=tea")).contains("tea");
        assertThat(get("/me")).isEqualTo("ada Basket[items=[tea]]");

        AsideSessionRepository repository = context.getBean(AsideSessionRepository.class);
        assertThat(repository.findByPrincipalName("ada")).hasSize(1);
        assertThat(repository.findByPrincipalName("ada").values().iterator().next().getMaxInactiveInterval())
                .hasMinutes(20);

        assertThat(get("/login?user=ada")).isEqualTo("hello ada");
        assertThat(cookie().getValue()).isNotEqualTo(first.getValue());
        assertThat(get("/logout")).isEqualTo("bye");
        assertThat(get("/me")).isEqualTo("nobody");
        assertThat(repository.findByPrincipalName("ada")).isEmpty();
    }

    @Test
    void oldCookieIsDeadAfterTheLogout() throws Exception {
        get("/login?user=bob");
        HttpCookie stolen = (HttpCookie) cookie().clone();
        get("/logout");
        cookies.getCookieStore().removeAll();
        cookies.getCookieStore().add(URI.create("http://localhost"), stolen);
        assertThat(get("/me")).isEqualTo("nobody");
    }

    @Test
    void requestOfASession_showsItsUserWhatHeHasChanged() throws Exception {
        assertThat(get("/own")).as("nobody").isEqualTo("false");
        get("/login?user=eve");
        assertThat(get("/own")).isEqualTo("true");
    }

    @Test
    void filterIsSpringSessions() {
        assertThat(context.getBean(SessionRepositoryFilter.class)).isNotNull();
    }
}
