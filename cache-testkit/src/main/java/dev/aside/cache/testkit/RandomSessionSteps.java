package dev.aside.cache.testkit;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.SessionStep.Change;
import dev.aside.cache.spi.SessionStep.Ownership;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Steps on sessions by chance, most of them such that something comes of them. */
final class RandomSessionSteps {

    private static final long HOUR = 3_600_000;
    private static final int REGISTERS = 4;
    private static final int CALENDARS = 2;

    private final Random random;
    private final List<Digest> keys = new ArrayList<>();
    private final List<Digest> registers = new ArrayList<>();
    private final List<Digest> calendars = new ArrayList<>();

    /** Each life in a register is longer than all before, by more than a round takes: so who comes first is known. */
    private long rising = HOUR;

    /** @param hasRegisters whether there are registers and calendars */
    RandomSessionSteps(int sessions, boolean hasRegisters, long seed) {
        this.random = new Random(seed);
        IntStream.range(0, sessions).forEach(i -> keys.add(new Digest(random.nextLong(), i)));
        if (hasRegisters) {
            IntStream.range(0, REGISTERS).forEach(i -> registers.add(new Digest(i, random.nextLong())));
            IntStream.range(0, CALENDARS).forEach(i -> calendars.add(new Digest(-i, random.nextLong())));
        }
        keys.addAll(registers);
        keys.addAll(calendars);
    }

    /** Returns what there are steps on. */
    List<Digest> keys() {
        return keys;
    }

    /** @param slot what there is */
    SessionStep next(Digest key, @Nullable SessionSlot slot) {
        if (registers.contains(key)) {
            return onRegister(key);
        } else if (calendars.contains(key)) {
            return onCalendar(key);
        }
        Live live = slot instanceof Live some ? some : null;
        int chance = random.nextInt(100);
        if (live == null) {
            return chance < 70 ? create(key) : any(key, null);
        }
        return chance < 50 ? save(key, live) : any(key, live);
    }

    private SessionStep create(Digest key) {
        return new SessionStep.Create(key, secret(), new SessionStep.Lives(HOUR, 2 * HOUR), owner(), changes(null, 3));
    }

    private SessionStep any(Digest key, @Nullable Live live) {
        return switch (random.nextInt(9)) {
            case 0 -> create(key);
            case 1, 2 -> new SessionStep.Load(key, known(live), hold(live), HOUR);
            case 3 -> new SessionStep.Release(key, stamp());
            case 4 -> new SessionStep.End(key, known(live), HOUR);
            case 5 -> random.nextInt(4) == 0 ? new SessionStep.Revoke(key, HOUR) : new SessionStep.Peek(key);
            case 6 -> new SessionStep.Vouch(key, new Ownership(digest(3), HOUR));
            case 7 -> save(key, live);
            default -> new SessionStep.Peek(key);
        };
    }

    private SessionStep save(Digest key, @Nullable Live live) {
        boolean turns = random.nextInt(5) == 0;
        return new SessionStep.Save(
                key,
                known(live),
                turns ? secret() : null,
                random.nextInt(3) == 0 ? 0 : HOUR,
                random.nextInt(4) * HOUR,
                owner(),
                changes(live, 4),
                random.nextBoolean(),
                hold(live));
    }

    /** Returns the secret that lets in, the one before, or any. */
    private Digest known(@Nullable Live live) {
        int chance = random.nextInt(10);
        if (live == null || chance == 0) {
            return digest(3);
        }
        SessionSlot.Former former = live.former();
        return chance == 1 && former != null ? former.digest() : live.secret().digest();
    }

    private SessionSlot.Secret secret() {
        return new SessionSlot.Secret(digest(3), digest(1_000));
    }

    /** Returns a stamp that may be the holder's; mostly none. */
    private long hold(@Nullable Live live) {
        if (random.nextInt(4) != 0) {
            return 0;
        }
        SessionSlot.Hold hold = live == null ? null : live.hold();
        return hold != null && random.nextBoolean() ? hold.stamp() : stamp();
    }

    private long stamp() {
        return 1L + random.nextInt(3);
    }

    private @Nullable Ownership owner() {
        int chance = random.nextInt(6);
        if (chance > 1) {
            return null;
        }
        return chance == 0 ? Ownership.NOBODY : new Ownership(digest(3), HOUR);
    }

    private Digest digest(int of) {
        return new Digest(7, 1 + random.nextInt(of));
    }

    /** Each name once. */
    private List<Change> changes(@Nullable Live live, int most) {
        Map<String, Change> changes = new LinkedHashMap<>();
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            String name = "n\u00e4" + random.nextInt(6);
            SessionSlot.Field field = live == null ? null : live.fields().get(name);
            long seen = random.nextInt(5) == 0 ? Change.ANY + random.nextInt(4) : field == null ? 0 : field.version();
            Payload value = random.nextInt(4) == 0 ? null : new Payload.Bytes(new byte[random.nextInt(50)]);
            changes.put(name, new Change(name, seen, value));
        }
        return List.copyOf(changes.values());
    }

    private SessionStep onRegister(Digest key) {
        Digest session = digest(8);
        rising += 60_000;
        return switch (random.nextInt(6)) {
            case 0 -> new SessionStep.Renew(key, session, rising);
            case 1 -> new SessionStep.Leave(key, session);
            case 2 -> new SessionStep.Members(key);
            default -> new SessionStep.Join(key, session, rising, random.nextInt(4), random.nextBoolean());
        };
    }

    private SessionStep onCalendar(Digest key) {
        Digest session = digest(20);
        return switch (random.nextInt(4)) {
            case 0 -> new SessionStep.Strike(key, session);
            case 1 -> new SessionStep.Due(key, 100, HOUR);
            default -> new SessionStep.Plan(key, session, random.nextBoolean() ? HOUR : 0);
        };
    }
}
