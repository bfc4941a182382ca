package dev.aside.bench.leaderboard;

import dev.aside.cache.local.EmbeddedBackend;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** One thing done on a board in this process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // the setup fills what the harness makes
public class LocalLoop {
    static final int TOP = 10;

    /** What is done. */
    public enum Deed {
        /** Looks up the rank of any member. */
        RANK,
        /** Submits a better score, and is told the rank. */
        SUBMIT,
        /** Reads the best ten. */
        TOP
    }

    /** Whose board. */
    @Param("ASIDE")
    public Local local;

    /** What is done on it. */
    @Param("RANK")
    public Deed deed;

    /** How many members it has. */
    @Param("1000")
    public int count;

    private Members members;
    private Board board;

    /** Fills the board, and brings together what the filling has scattered. */
    @Setup
    public void open() {
        members = new Members(count);
        board = open(local);
        members.fill(board);
        System.gc();
    }

    static Board open(Local local) {
        return switch (local) {
            case ASIDE -> AsideBoard.byDefaults(EmbeddedBackend.create());
            case SKIP_LIST -> SetBoard.skipList();
            case TREE -> SetBoard.tree();
        };
    }

    /**
     * The measured call.
     *
     * @param caller who calls
     * @return the rank, or how many there are at the top
     */
    @Benchmark
    public long call(Caller caller) {
        return switch (deed) {
            case RANK -> board.rank(members.name(members.any(caller.random)));
            case SUBMIT -> submit(caller);
            case TOP -> board.top(TOP);
        };
    }

    private long submit(Caller caller) {
        int own = members.own(caller.thread, caller.random);
        return board.submit(members.name(own), members.raise(own, caller.random));
    }

    /** A thread, and its chance. */
    @State(Scope.Thread)
    public static class Caller {
        private int thread;
        private Random random;

        /**
         * Begins.
         *
         * @param threads which thread of how many
         */
        @Setup
        public void begin(ThreadParams threads) {
            thread = threads.getThreadIndex();
            random = new Random(thread);
        }
    }
}
