package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ServerInfoTest {

    private static final String INFO = """
            # Server\r
            redis_version:7.0.15\r
            run_id:abc\r
            # Replication\r
            role:master\r
            master_replid:def\r
            master_repl_offset:120\r
            """;

    @Test
    void isReadFromWhatTheServerSays() {
        assertThat(ServerInfo.parse(INFO))
                .isEqualTo(new ServerInfo("abc", 7, 0, new Replication(true, "def", 120, "", -2, true), false));
        assertThat(ServerInfo.parse(""))
                .isEqualTo(new ServerInfo("", 0, 0, new Replication(true, "", -1, "", -2, true), false));
        assertThat(ServerInfo.parse("redis_version:unstable\nrole:slave\n")
                        .replication()
                        .isMaster())
                .isFalse();
    }

    @Test
    void followersAreReadFromWhatTheySay() {
        Replication follower = ServerInfo.parse("""
                role:slave
                master_link_status:up
                slave_repl_offset:77
                master_replid:def
                master_replid2:abc
                """).replication();
        assertThat(follower).isEqualTo(new Replication(false, "def", 77, "abc", -2, true));
        assertThat(follower.isAfter("abc")).isTrue();
        assertThat(follower.isComparable()).isTrue();
        assertThat(ServerInfo.parse(INFO + "master_replid2:0000000000\n")
                        .replication()
                        .former())
                .isEmpty();
    }

    @Test
    void aServerThatDoesNotSayWhatItIs_mayTakeWrites_andProvesNothing() {
        Replication silent = ServerInfo.parse("redis_version:7.1").replication();
        assertThat(silent.isMaster()).isTrue();
        assertThat(silent.isComparable()).isFalse();
    }

    @Test
    void aStartOrAPromotionMakesAnother() {
        ServerInfo known = ServerInfo.parse(INFO);
        assertThat(known.isAnother(ServerInfo.parse(INFO))).isFalse();
        assertThat(known.isAnother(ServerInfo.parse(INFO.replace("abc", "xyz"))))
                .isTrue();
        assertThat(known.isAnother(ServerInfo.parse(INFO.replace("def", "xyz"))))
                .isTrue();
    }

    @Test
    void whatItCanDoIsInItsVersion() {
        assertThat(version("6.0.16").isNewEnough()).isFalse();
        assertThat(version("5.0.3").isNewEnough()).isFalse();
        assertThat(version("6.2.11").isNewEnough()).isTrue();
        assertThat(version("6.2.11").hasScriptFlags()).isFalse();
        assertThat(version("6.2.11").hasSetNxGet()).isFalse();
        assertThat(version("7.0.0").hasScriptFlags()).isTrue();
        assertThat(version("8.2.1").hasSetNxGet()).isTrue();
        assertThat(version("6.2.11").version()).isEqualTo("6.2");
    }

    private static ServerInfo version(String version) {
        return ServerInfo.parse("redis_version:" + version);
    }
}
