package dev.aside.bench.leaderboard;

import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Cpus;
import dev.aside.bench.kit.Dialogue;
import dev.aside.bench.kit.TurnTaker;
import dev.aside.bench.kit.Upkeep;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.testkit.proxy.FaultProxy;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** One subject, in a JVM of its own: it fills a board of its own, and then does on it what it is asked for, each in its turn. */
final class Boards {
    /** What a member takes on the server. */
    static final String BYTES = "bytes a member";

    /** What a submission asks of the server. */
    static final String SUBMIT_REQUESTS = "requests a submit";

    /** What it asks of it who is around a member. */
    static final String AROUND_REQUESTS = "requests around";

    private static final System.Logger LOGGER = System.getLogger(Boards.class.getName());
    private static final String COUNT = "leaderboard.members";
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    private static final int COUNTED = 1_000;
    private static final int TOP = 100;

    /** How a client is told of changes. */
    private static final Set<String> FEED = Set.of("CONFIG", "PSUBSCRIBE", "SUBSCRIBE");

    private final Members members;
    private final Board board;

    /** How many steps there have been: each goes its own way, and so to members that nobody has just looked for. */
    private final AtomicLong begun = new AtomicLong();

    Boards(Members members, Board board) {
        this.members = members;
        this.board = board;
    }

    /** The program of a subject, for a board of so many members. */
    static Child child(int members) {
        return new Child(
                Boards.class,
                Stream.concat(JVM.stream(), Stream.of("-D" + COUNT + "=" + members))
                        .toList());
    }

    /**
     * One subject's board.
     *
     * @param args the subject's name, where the server is, how old the JVM may be when it is warm, and by which processors it is measured
     */
    public static void main(String[] args) {
        int code = 1;
        try {
            serve(Subject.valueOf(args[0]), RedisPeers.at(args[1]), Long.parseLong(args[2]), args[3]);
            code = 0;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "the board failed", e);
        } finally {
            System.exit(code); // some clients leave threads behind that are no daemons
        }
    }

    private static void serve(Subject subject, RedisPeers server, long warmMillis, String processors) {
        Members members = new Members(Objects.requireNonNull(Integer.getInteger(COUNT)));
        Map<String, Double> fixed = new HashMap<>();
        long before = usedMemory(server);
        Boards boards = new Boards(members, open(subject, server));
        members.fill(boards.board);
        fixed.put(BYTES, (double) (usedMemory(server) - before) / members.count());
        fixed.putAll(requests(subject, server, members));
        TurnTaker<Act> taker = new TurnTaker<>(Act.class, subject.calls(), boards::step);
        taker.warm(warmMillis - ManagementFactory.getRuntimeMXBean().getUptime());
        Cpus.bindThisProcess(processors);
        Dialogue.serve(question -> {
            Map<String, Double> figures = new HashMap<>(taker.turn(question));
            figures.putAll(fixed);
            return figures;
        });
    }

    static Board open(Subject subject, RedisPeers server) {
        return switch (subject) {
            case ASIDE -> AsideBoard.byDefaults(backend(subject, server));
            case ASIDE_PLAIN -> AsideBoard.plain(backend(subject, server));
            case LETTUCE -> new LettuceBoard(server.lettuce(), subject.name(), false);
            case LETTUCE_PIPELINED -> new LettuceBoard(server.lettuce(), subject.name(), true);
            case REDISSON -> RedissonBoard.of(server.redisson(), subject.name());
        };
    }

    private static RedisBackend backend(Subject subject, RedisPeers server) {
        return RedisBackend.builder()
                .uri("redis://" + server.host() + ":" + server.port())
                .keyPrefix(subject.name())
                .build();
    }

    private static long usedMemory(RedisPeers server) {
        return server.lettuce()
                .sync()
                .info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .findFirst()
                .orElseThrow();
    }

    /** Counts what is asked on the wire. */
    static Map<String, Double> requests(Subject subject, RedisPeers server, Members members) {
        try (FaultProxy proxy = FaultProxy.resp(new InetSocketAddress(server.host(), server.port()));
                Board board = open(subject, new RedisPeers(proxy.host(), proxy.port()))) {
            Boards boards = new Boards(members, board);
            double submit = boards.requests(proxy, Act.SUBMIT);
            double around = subject.calls().contains(Act.AROUND) ? boards.requests(proxy, Act.AROUND) : 0;
            return Map.of(SUBMIT_REQUESTS, submit, AROUND_REQUESTS, around);
        }
    }

    private double requests(FaultProxy proxy, Act act) {
        IntSupplier step = step(act, 0);
        int unused = step.getAsInt();
        proxy.forgetCounts();
        for (int made = 0; made < COUNTED; made++) {
            unused = step.getAsInt();
        }
        return (double) Upkeep.requestsBeside(proxy, FEED) / COUNTED;
    }

    IntSupplier step(Act act, int thread) {
        Random random = new Random(begun.getAndIncrement());
        return () -> {
            int shown = make(act, thread, random);
            if (shown < act.members()) {
                throw new IllegalStateException("Nobody is shown by " + act);
            }
            return act.members();
        };
    }

    /** Returns how many were shown. */
    private int make(Act act, int thread, Random random) {
        int own = members.own(thread, random);
        return switch (act) {
            case SUBMIT -> board.submit(members.name(own), members.raise(own, random)) > 0 ? 1 : 0;
            case AROUND -> board.around(members.name(members.any(random)));
            case TOP -> board.top(TOP);
            case BULK -> raiseAll(act.members(), thread, random);
        };
    }

    private int raiseAll(int count, int thread, Random random) {
        Map<String, Long> some = new LinkedHashMap<>();
        while (some.size() < count) {
            int own = members.own(thread, random);
            some.put(members.name(own), members.raise(own, random));
        }
        board.submitAll(some);
        return some.size();
    }
}
