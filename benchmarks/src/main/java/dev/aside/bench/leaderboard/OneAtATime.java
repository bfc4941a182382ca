package dev.aside.bench.leaderboard;

import java.util.Map;

/** A board that lets one caller in at a time. */
record OneAtATime(Board board) implements Board {
    @Override
    public synchronized long submit(String member, long score) {
        return board.submit(member, score);
    }

    @Override
    public synchronized int around(String member) {
        return board.around(member);
    }

    @Override
    public synchronized int top(int most) {
        return board.top(most);
    }

    @Override
    public synchronized void submitAll(Map<String, Long> scores) {
        board.submitAll(scores);
    }

    @Override
    public synchronized long rank(String member) {
        return board.rank(member);
    }
}
