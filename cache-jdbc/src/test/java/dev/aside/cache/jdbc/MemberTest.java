package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of two words of a node the one counts that was asked for later, in whichever order they arrive. */
final class MemberTest {

    private final FakeDatabase fake = new FakeDatabase();
    private final Member member = new Member(fake.pool(fake.node("db-1", EndpointRole.WRITER)), fake.options(), false);

    private static Sighting said(EndpointRole role, long askedNanos) {
        return said("db-1@1", role, askedNanos);
    }

    private static Sighting said(String server, EndpointRole role, long askedNanos) {
        return new Sighting(role, server, "shop", 1_000, Set.of(), askedNanos, askedNanos + 5);
    }

    @Test
    void anOlderWordThatArrivesLater_isNotBelieved() {
        assertThat(member.saw(said(EndpointRole.READER, 20))).isTrue();
        assertThat(member.saw(said(EndpointRole.WRITER, 10))).isFalse();
        assertThat(member.seen()).isEqualTo(said(EndpointRole.READER, 20));
    }

    @Test
    void anOlderFailureThatArrivesLater_isNotBelieved() {
        member.saw(said(EndpointRole.READER, 20));
        assertThat(member.failed("has not answered", 10)).isFalse();
        assertThat(member.isUp()).isTrue();
        assertThat(member.failed("has not answered", 30)).isTrue();
        assertThat(member.isUp()).isFalse();
    }

    /** The name has led elsewhere since, or the server is gone: what it said before is no word of what is there now. */
    @Test
    void aWordFromBeforeAFailure_thatArrivesLater_isNotBelieved() {
        member.saw(said(EndpointRole.WRITER, 10));
        member.failed("is not reached", 30);
        assertThat(member.saw(said(EndpointRole.WRITER, 20))).isFalse();
        assertThat(member.isUp()).isFalse();
        assertThat(member.saw(said(EndpointRole.READER, 40))).isTrue();
        assertThat(member.isUp()).isTrue();
    }

    /** Its connections live on, and whoever is lent one asks there. */
    @Test
    void aWordOfTheServerBefore_isNotBelieved_howeverLateItIsAskedFor() {
        member.saw(said("old", EndpointRole.READER, 10));
        member.saw(said("new", EndpointRole.WRITER, 30));
        assertThat(member.saw(said("old", EndpointRole.READER, 40).openedAt(10)))
                .isFalse();
        assertThat(member.saw(said("new", EndpointRole.READER, 50).openedAt(30)))
                .as("of the same server the later word")
                .isTrue();
        assertThat(member.saw(said("old", EndpointRole.READER, 60)))
                .as("the name leads back")
                .isTrue();
    }
}
