package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One command, as the client library handles it, without a connection. */
final class CommandTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void oneAnswerIsForAllWhoRideAlong() {
        Asking first = new Asking("first");
        Asking second = new Asking("second");
        Asking third = new Asking("third");
        assertThat(first.takeAlong(second)).isTrue();
        assertThat(first.takeAlong(third)).isTrue();
        assertThat(sent(first)).isEqualTo("first");
        first.set(ByteBuffer.wrap(new byte[] {'!'}));
        first.complete();
        assertThat(told).containsExactlyInAnyOrder("first !", "second !", "third !");
        assertThat(List.of(first.isDone(), second.isDone(), third.isDone())).containsOnly(true);
    }

    @Test
    void whoRidesAlongIsAnsweredThoughTheFirstHasGivenUp() {
        Asking first = new Asking("first");
        Asking second = new Asking("second");
        assertThat(first.takeAlong(second)).isTrue();
        assertThat(first.giveUp()).as("not sent yet").isFalse();
        assertThat(first.isDone()).as("others wait for it").isFalse();
        assertThat(sent(first)).isEqualTo("first");
        first.set(ByteBuffer.wrap(new byte[] {'!'}));
        first.complete();
        assertThat(told).containsExactly("second !");
        assertThat(first.isDone()).isTrue();
    }

    @Test
    void aLostConnectionIsToldToAllWhoRideAlong() {
        Asking first = new Asking("first");
        Asking second = new Asking("second");
        assertThat(first.takeAlong(second)).isTrue();
        assertThat(sent(first)).isEqualTo("first");
        assertThat(first.completeExceptionally(new IllegalStateException("gone")))
                .isTrue();
        assertThat(told).containsExactly("broken", "first lost true", "broken", "second lost true");
    }

    @Test
    void anErrorIsAnsweredToAllWhoRideAlong() {
        Asking first = new Asking("first");
        Asking second = new Asking("second");
        assertThat(first.takeAlong(second)).isTrue();
        assertThat(sent(first)).isEqualTo("first");
        first.setError("LOADING");
        first.complete();
        assertThat(told).containsExactly("first LOADING", "second LOADING");
    }

    @Test
    void whoWasToBeWritten_isWritten_thoughNobodyWaitsAnyMore() {
        Asking alone = new Asking("alone");
        assertThat(alone.claim()).isTrue();
        assertThat(alone.giveUp()).as("it will be sent").isTrue();
        assertThat(sent(alone)).isEqualTo("alone");
        alone.complete();
        assertThat(told).isEmpty();
        Asking late = new Asking("late");
        assertThat(late.giveUp()).isFalse();
        assertThat(late.claim()).isFalse();
        assertThat(sent(late)).contains("PING");
    }

    @Test
    void anArray_isItsPieces_whateverIsWithinWhat() {
        Asking asking = new Asking("asking");
        assertThat(sent(asking)).isEqualTo("asking");
        assertThat(asking.pieces()).isNull();
        asking.multi(2);
        asking.set(ByteBuffer.wrap(new byte[] {'1'}));
        asking.multi(2);
        asking.set(ByteBuffer.wrap(new byte[] {'2'}));
        asking.set((ByteBuffer) null);
        assertThat(asking.pieces()).containsExactly(new byte[] {'1'}, new byte[] {'2'}, null);
        asking.set(3L);
        assertThat(asking.pieces()).as("a number among them").isNull();
    }

    @Test
    void whoHasGivenUpDoesNotRideAlong() {
        Asking first = new Asking("first");
        Asking second = new Asking("second");
        assertThat(second.giveUp()).isFalse();
        assertThat(first.takeAlong(second)).isFalse();
        assertThat(sent(first)).isEqualTo("first");
        first.complete();
        assertThat(told).containsExactly("first null");
    }

    @Test
    void aPingGoesOutInPlaceOfWhatNobodyWaitsForAnyMore() {
        Asking alone = new Asking("alone");
        assertThat(alone.giveUp()).isFalse();
        assertThat(sent(alone)).contains("PING");
    }

    private static String sent(Command command) {
        ByteBuf out = Unpooled.buffer();
        command.encode(out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private final class Asking extends Command {
        private final String name;

        Asking(String name) {
            super(new Connection() {
                @Override
                public void done(Command command) {}

                @Override
                public void broken() {
                    told.add("broken");
                }
            });
            this.name = name;
        }

        @Override
        void write(ByteBuf out) {
            out.writeCharSequence(name, StandardCharsets.US_ASCII);
        }

        @Override
        void answered() {
            byte[] bytes = bytes();
            String answer = bytes == null ? getError() : new String(bytes, StandardCharsets.US_ASCII);
            told.add(name + " " + answer);
        }

        @Override
        void failed(boolean written, String reason) {
            told.add(name + " lost " + written);
        }
    }
}
