package dev.aside.cache.redis;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlot.Field;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionStep;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What scripts of sessions answer. Each begins with a letter; one that makes no sense belongs to another command. */
final class SessionAnswers {

    private static final Digest NOBODY = SessionStep.Ownership.NOBODY.principal();

    private SessionAnswers() {}

    /** Returns the answer, or null if it makes no sense. */
    static @Nullable SessionReply read(SessionStep step, byte @Nullable [] bytes, long feedEpoch) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            SessionReply reply = read(step, (char) in.get(), in, feedEpoch);
            return in.hasRemaining() ? null : reply;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable SessionReply read(SessionStep step, char letter, ByteBuffer in, long feedEpoch) {
        if (step instanceof SessionStep.OnRegister || step instanceof SessionStep.OnCalendar) {
            return readMembers(step, letter, in);
        } else if (letter == 'G') {
            return step instanceof SessionStep.Peek ? null : SessionReply.Gone.INSTANCE;
        } else if (step instanceof SessionStep.Create || step instanceof SessionStep.Save) {
            return readSaved(letter, in, feedEpoch);
        } else if (step instanceof SessionStep.Load) {
            return readLoaded(letter, in, feedEpoch);
        } else if (step instanceof SessionStep.Peek) {
            return letter == 'P' ? readSeen(in) : null;
        }
        return letter == 'D' ? SessionReply.Done.INSTANCE : null;
    }

    private static @Nullable SessionReply readSaved(char letter, ByteBuffer in, long feedEpoch) {
        return switch (letter) {
            case 'S' -> new SessionReply.Saved(in.getLong(), feedEpoch);
            case 'F' -> SessionReply.Full.INSTANCE;
            case 'L' -> SessionReply.Lost.INSTANCE;
            case 'C' -> readConflict(in);
            default -> null;
        };
    }

    private static SessionReply readConflict(ByteBuffer in) {
        Set<String> names = new HashSet<>();
        while (in.hasRemaining()) {
            names.add(text(in));
        }
        return new SessionReply.Conflict(names);
    }

    private static @Nullable SessionReply readLoaded(char letter, ByteBuffer in, long feedEpoch) {
        if (letter == 'B') {
            return new SessionReply.Busy(in.getLong());
        } else if (letter != 'L') {
            return null;
        }
        boolean byFormer = in.get() == 2;
        Live live = readLive(in);
        return new SessionReply.Loaded(byFormer ? withoutTurn(live) : live, byFormer, feedEpoch);
    }

    /** Who comes by the former id is not told what leads to the present one. */
    private static Live withoutTurn(Live live) {
        SessionSlot.Former former = live.former();
        Digest by = former == null ? NOBODY : former.digest();
        return new Live(
                live.version(),
                live.times(),
                new SessionSlot.Secret(by, NOBODY),
                former,
                live.owner(),
                live.hold(),
                live.fields());
    }

    private static SessionReply readSeen(ByteBuffer in) {
        boolean hasEnded = in.get() == 1;
        return new SessionReply.Seen(in.hasRemaining() ? readLive(in) : null, hasEnded);
    }

    private static Live readLive(ByteBuffer in) {
        long version = in.getLong();
        SessionSlot.Times times = new SessionSlot.Times(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        SessionSlot.Secret secret = new SessionSlot.Secret(digest(in), digest(in));
        SessionSlot.Former former = new SessionSlot.Former(digest(in), in.getLong());
        SessionSlot.Owner owner = new SessionSlot.Owner(digest(in), in.getLong());
        SessionSlot.Hold hold = new SessionSlot.Hold(in.getLong(), in.getLong());
        long unusedSize = in.getLong();
        return new Live(
                version,
                times,
                secret,
                former.untilMillis() == 0 ? null : former,
                owner.principal().equals(NOBODY) ? null : owner,
                hold.stamp() == 0 ? null : hold,
                fields(in));
    }

    private static Map<String, Field> fields(ByteBuffer in) {
        Map<String, Field> fields = new HashMap<>();
        while (in.hasRemaining()) {
            String name = text(in);
            byte[] value = new byte[length(in) - Long.BYTES];
            long version = in.getLong();
            in.get(value);
            fields.put(name, new Field(version, new Payload.Bytes(value)));
        }
        return Map.copyOf(fields);
    }

    private static @Nullable SessionReply readMembers(SessionStep step, char letter, ByteBuffer in) {
        boolean joins = step instanceof SessionStep.Join;
        return switch (letter) {
            case 'J' -> joins ? new SessionReply.Joined(digests(in)) : null;
            case 'R' -> joins ? new SessionReply.Refused(members(in)) : null;
            case 'M' -> new SessionReply.Listed(members(in));
            case 'G' -> SessionReply.Gone.INSTANCE;
            case 'D' -> SessionReply.Done.INSTANCE;
            default -> null;
        };
    }

    private static List<Digest> digests(ByteBuffer in) {
        List<Digest> all = new ArrayList<>();
        while (in.hasRemaining()) {
            all.add(digest(in));
        }
        return List.copyOf(all);
    }

    private static List<SessionReply.Member> members(ByteBuffer in) {
        List<SessionReply.Member> all = new ArrayList<>();
        while (in.hasRemaining()) {
            all.add(new SessionReply.Member(digest(in), in.getLong()));
        }
        return List.copyOf(all);
    }

    private static Digest digest(ByteBuffer in) {
        return new Digest(in.getLong(), in.getLong());
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[length(in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int length(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }
}
