package dev.aside.cache.spring.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.CacheCodecException;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.session.SessionStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;

final class AsideSessionRepositoryTest {

    record Allowed(String text) implements Serializable {}

    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private final Aside aside =
            Aside.builder().backend(EmbeddedBackend.copying()).build();
    private final SerializedAttributes codec = new SerializedAttributes(
            List.of(Allowed.class.getName()), AsideSessionRepositoryTest.class.getClassLoader());
    private final SessionStore store =
            aside.sessions("spring").otherAttributes(codec).build();
    private final List<Object> events = new ArrayList<>();
    private final AsideSessionRepository repository = new AsideSessionRepository(store, events::add);

    @AfterEach
    void close() {
        aside.close();
    }

    private AsideSession saved() {
        AsideSession session = repository.createSession();
        session.setAttribute("user", "ada");
        repository.save(session);
        return session;
    }

    @Test
    void savedSession_isFound_andTold() {
        AsideSession session = saved();
        AsideSession again = Objects.requireNonNull(repository.findById(session.getId()));
        assertThat(again.<String>getAttribute("user")).isEqualTo("ada");
        assertThat(again.getAttributeNames()).containsExactly("user");
        assertThat(again.isExpired()).isFalse();
        repository.save(session);
        assertThat(events).singleElement().isInstanceOf(SessionCreatedEvent.class);
    }

    @Test
    void deletedSession_isToldAndStaysOut() {
        AsideSession session = saved();
        AsideSession slow = Objects.requireNonNull(repository.findById(session.getId()));
        repository.deleteById(session.getId());
        slow.setAttribute("late", 1);
        repository.save(slow);
        assertThat(repository.findById(session.getId())).isNull();
        assertThat(events).last().isInstanceOf(SessionDeletedEvent.class);
    }

    @Test
    void changedId_isLetIn() {
        AsideSession session = saved();
        String before = session.getId();
        String next = session.changeSessionId();
        repository.save(session);
        assertThat(next).isNotEqualTo(before);
        assertThat(repository.findById(next)).isNotNull();
    }

    @Test
    void sessionFoundByPrincipal_hasNoId_andCanBeEnded() {
        AsideSession session = saved();
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "ada");
        repository.save(session);
        AsideSession found =
                repository.findByPrincipalName("ada").values().iterator().next();
        assertThat(found.getId()).isEqualTo(session.handle());
        assertThat(repository.findById(found.getId())).isNull();
        assertThatThrownBy(() -> found.setAttribute("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        repository.deleteById(found.getId());
        assertThat(repository.findById(session.getId())).isNull();
        assertThat(repository.findByIndexNameAndIndexValue("other", "ada")).isEmpty();
    }

    @Test
    void typeOnTheList_isKept() {
        AsideSession session = saved();
        session.setAttribute("allowed", new Allowed("yes"));
        repository.save(session);
        assertThat(Objects.requireNonNull(repository.findById(session.getId())).<Allowed>getAttribute("allowed"))
                .isEqualTo(new Allowed("yes"));
    }

    @Test
    void typeNotOnTheList_isRefusedWhenItIsStored() {
        AsideSession session = saved();
        session.setAttribute("gadget", new ArrayList<>(List.of(new Gadget())));
        assertThatThrownBy(() -> repository.save(session))
                .isInstanceOf(CacheCodecException.class)
                .hasMessageContaining("Gadget")
                .hasMessageContaining("allowed-types");
        assertThat(Objects.requireNonNull(repository.findById(session.getId())).getAttributeNames())
                .containsExactly("user");
    }

    @Test
    void typeThatIsNoLongerOnTheList_countsAsNotThere() {
        byte[] bytes = new SerializedAttributes(List.of(Gadget.class.getName()), Gadget.class.getClassLoader())
                .encode(new Gadget());
        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(CodecException.class);
    }
}
