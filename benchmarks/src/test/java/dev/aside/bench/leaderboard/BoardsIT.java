package dev.aside.bench.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.testkit.server.RedisServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BoardsIT {
    private static final int COUNT = 1_000;

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectTellsTheRanksThatASortTells_andDoesAllThatIsMeasured(Subject subject) {
        try (RedisServer server = RedisServer.start();
                Board board = Boards.open(subject, new RedisPeers(server.host(), server.port()))) {
            Members members = new Members(COUNT);
            BoardTest.requireRanks(board, members);
            Boards boards = new Boards(members, board);
            subject.calls()
                    .forEach(act -> assertThat(boards.step(act, 0).getAsInt()).isEqualTo(act.members()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Subject.class,
            names = {"ASIDE", "ASIDE_PLAIN"})
    void oursAsksOnce(Subject subject) {
        try (RedisServer server = RedisServer.start()) {
            RedisPeers peers = new RedisPeers(server.host(), server.port());
            Members members = new Members(COUNT);
            try (Board board = Boards.open(subject, peers)) {
                members.fill(board);
            }
            assertThat(Boards.requests(subject, peers, members))
                    .containsEntry(Boards.SUBMIT_REQUESTS, 1.0)
                    .containsEntry(Boards.AROUND_REQUESTS, 1.0);
        }
    }
}
