package dev.aside.cache.redis;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.SessionStep.Change;
import dev.aside.cache.spi.SessionStep.Ownership;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step on sessions is in the words of its script: which one, on what, and its one argument. */
final class SessionWords {

    private static final Digest NOBODY = Ownership.NOBODY.principal();
    private static final Digest NONE = new Digest(0, 0);

    private final SessionSpec spec;

    SessionWords(SessionSpec spec) {
        this.spec = spec;
    }

    static Script script(SessionStep step) {
        if (step instanceof SessionStep.OnRegister) {
            return Script.SESSION_REGISTER;
        } else if (step instanceof SessionStep.OnCalendar) {
            return Script.SESSION_CALENDAR;
        } else if (step instanceof SessionStep.Create) {
            return Script.SESSION_CREATE;
        } else if (step instanceof SessionStep.Save) {
            return Script.SESSION_SAVE;
        } else if (step instanceof SessionStep.Load || step instanceof SessionStep.Peek) {
            return Script.SESSION_LOAD;
        }
        boolean ends = step instanceof SessionStep.End || step instanceof SessionStep.Revoke;
        return ends ? Script.SESSION_END : Script.SESSION_TOUCH;
    }

    /** Returns the letter of what the step is on. */
    static char letter(SessionStep step) {
        if (step instanceof SessionStep.OnRegister) {
            return 'n';
        }
        return step instanceof SessionStep.OnCalendar ? 'x' : 's';
    }

    /** @throws IllegalArgumentException if an attribute is held by reference */
    byte[] argument(SessionStep step) {
        ByteBuf out = Unpooled.buffer(256);
        if (step instanceof SessionStep.OnSession some) {
            out.writeLong(spec.keepMillis());
            write(out, some);
        } else if (step instanceof SessionStep.OnRegister some) {
            write(out, some);
        } else {
            write(out, (SessionStep.OnCalendar) step);
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private void write(ByteBuf out, SessionStep.OnSession step) {
        if (step instanceof SessionStep.Create create) {
            create(out, create);
        } else if (step instanceof SessionStep.Save save) {
            save(out, save);
        } else if (step instanceof SessionStep.Load load) {
            digest(out.writeByte(1), load.secret()).writeLong(load.hold()).writeLong(load.holdMillis());
        } else if (step instanceof SessionStep.Peek) {
            digest(out.writeByte(0), NONE).writeLong(0).writeLong(0);
        } else if (step instanceof SessionStep.End end) {
            digest(out.writeByte(1), end.secret()).writeLong(end.keptMillis());
        } else if (step instanceof SessionStep.Revoke revoke) {
            digest(out.writeByte(0), NONE).writeLong(revoke.keptMillis());
        } else if (step instanceof SessionStep.Release release) {
            digest(out.writeByte(0).writeLong(release.hold()), NOBODY).writeLong(0);
        } else if (step instanceof SessionStep.Vouch vouch) {
            digest(out.writeByte(1).writeLong(0), vouch.owner().principal())
                    .writeLong(vouch.owner().lifeMillis());
        }
    }

    private void create(ByteBuf out, SessionStep.Create step) {
        secret(out, step.secret());
        out.writeLong(step.lives().idleMillis()).writeLong(step.lives().longestMillis());
        owner(out, step.owner());
        limits(out);
        changes(out, step.changes());
    }

    private void save(ByteBuf out, SessionStep.Save step) {
        digest(out, step.secret()).writeByte(step.next() == null ? 0 : 1);
        secret(out, step.next() == null ? new SessionSlot.Secret(NONE, NONE) : step.next());
        out.writeLong(step.graceMillis()).writeLong(step.idleMillis());
        out.writeByte(step.owner() == null ? 0 : 1);
        owner(out, step.owner());
        out.writeByte(step.strict() ? 1 : 0).writeLong(step.hold());
        limits(out);
        changes(out, step.changes());
    }

    private void limits(ByteBuf out) {
        out.writeLong(spec.maximumFields()).writeLong(spec.maximumBytes());
    }

    private static void secret(ByteBuf out, SessionSlot.Secret secret) {
        digest(digest(out, secret.digest()), secret.turn());
    }

    private static void owner(ByteBuf out, @Nullable Ownership owner) {
        Ownership some = owner == null ? Ownership.NOBODY : owner;
        digest(out, some.principal()).writeLong(some.lifeMillis());
    }

    private static void changes(ByteBuf out, List<Change> changes) {
        out.writeInt(changes.size());
        for (Change change : changes) {
            Payload value = change.value();
            out.writeByte(value == null ? 0 : 1).writeLong(change.seen());
            text(out, change.name().getBytes(StandardCharsets.UTF_8));
            if (value != null) {
                text(out, bytes(value));
            }
        }
    }

    private static byte[] bytes(Payload value) {
        if (value instanceof Payload.Bytes bytes) {
            return bytes.bytes();
        }
        throw new IllegalArgumentException("a server is given bytes, and not a reference");
    }

    private static void text(ByteBuf out, byte[] bytes) {
        out.writeInt(bytes.length).writeBytes(bytes);
    }

    private static ByteBuf digest(ByteBuf out, Digest digest) {
        return out.writeLong(digest.high()).writeLong(digest.low());
    }

    private static void write(ByteBuf out, SessionStep.OnRegister step) {
        if (step instanceof SessionStep.Join join) {
            digest(out.writeByte(0), join.session()).writeLong(join.lifeMillis());
            out.writeLong(join.most()).writeByte(join.evicts() ? 1 : 0);
        } else if (step instanceof SessionStep.Renew renew) {
            digest(out.writeByte(1), renew.session()).writeLong(renew.lifeMillis());
            out.writeLong(0).writeByte(0);
        } else if (step instanceof SessionStep.Leave leave) {
            digest(out.writeByte(2), leave.session()).writeLong(0);
            out.writeLong(0).writeByte(0);
        } else {
            digest(out.writeByte(3), NONE).writeLong(0);
            out.writeLong(0).writeByte(0);
        }
    }

    private static void write(ByteBuf out, SessionStep.OnCalendar step) {
        if (step instanceof SessionStep.Plan plan) {
            digest(out.writeByte(0), plan.session())
                    .writeLong(plan.lifeMillis())
                    .writeLong(0);
        } else if (step instanceof SessionStep.Strike strike) {
            digest(out.writeByte(1), strike.session()).writeLong(0).writeLong(0);
        } else if (step instanceof SessionStep.Due due) {
            digest(out.writeByte(2), NONE).writeLong(due.claimMillis()).writeLong(due.most());
        }
    }
}
