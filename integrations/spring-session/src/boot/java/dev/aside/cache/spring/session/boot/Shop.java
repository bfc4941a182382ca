package dev.aside.cache.spring.session.boot;

import dev.aside.Aside;
import dev.aside.cache.OwnChanges;
import dev.aside.cache.local.EmbeddedBackend;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A shop whose sessions are Aside's. It knows nothing of that but the bean. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
class Shop {

    /** Of a type that is on the list. */
    record Basket(ArrayList<String> items) implements Serializable {}

    @Bean
    Aside aside() {
        return Aside.builder().backend(EmbeddedBackend.copying()).build();
    }

    @GetMapping("/login")
    String login(@RequestParam String user, HttpServletRequest request) {
        HttpSession session = request.getSession();
        String unused = request.changeSessionId();
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, user);
        session.setAttribute("basket", new Basket(new ArrayList<>()));
        return "hello " + user;
    }

    /** Changes what is in the session, and tells nobody. */
    @GetMapping("/buy")
    List<String> buy(@RequestParam String item, HttpSession session) {
        Basket basket = (Basket) session.getAttribute("basket");
        basket.items().add(item);
        return basket.items();
    }

    @GetMapping("/me")
    String me(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        @Nullable Object user =
                session == null ? null : session.getAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME);
        return user == null ? "nobody" : user + " " + session.getAttribute("basket");
    }

    /** Whether the request is shown what its user has changed. */
    @GetMapping("/own")
    boolean own() {
        return OwnChanges.current() != null;
    }

    @GetMapping("/logout")
    String logout(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return "bye";
    }
}
