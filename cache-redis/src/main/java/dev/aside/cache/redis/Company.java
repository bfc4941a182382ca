package dev.aside.cache.redis;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps of several calls that go as one script, since they wait for the connection's thread at the same time: a script costs as much
 * as some of its commands. Used on that thread.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
final class Company<S, R> {

    private final ScriptLanguage<S, R> language;
    private final List<S> steps = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private @Nullable List<R> replies;
    private boolean wasRead;

    Company(ScriptLanguage<S, R> language) {
        this.language = language;
    }

    List<S> steps() {
        return steps;
    }

    /** Returns behind how many of the others' steps these are. */
    int add(List<S> some, Argument argument) {
        int place = steps.size();
        steps.addAll(some);
        arguments.add(argument);
        return place;
    }

    /** Writes one argument: what is shared by all of them, and then each without that. */
    void write(ByteBuf out) {
        int shared = arguments.get(0).shared();
        Resp.header(out, shared + arguments.stream().mapToInt(Argument::own).sum());
        out.writeBytes(arguments.get(0).bytes(), 0, shared);
        for (Argument one : arguments) {
            out.writeBytes(one.bytes(), shared, one.own());
        }
        Resp.end(out);
    }

    /** Returns the answers to all steps, which are read once, or null if they make no sense. */
    @Nullable
    List<R> replies(List<byte @Nullable []> answer, long feedEpoch) {
        if (!wasRead) {
            wasRead = true;
            replies = language.answers(steps, answer, feedEpoch);
        }
        return replies;
    }
}
