package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CrowdTest {

    private record Trip(List<Integer> steps, long deadlineNanos, CompletableFuture<List<String>> answers) {
        void comeBack() {
            answers.complete(steps.stream().map(step -> "of " + step).toList());
        }
    }

    private final List<Trip> trips = new ArrayList<>();
    private final Crowd<Integer, String> crowd = new Crowd<>(this::depart);

    private CompletableFuture<List<String>> depart(List<Integer> steps, long deadlineNanos) {
        trips.add(new Trip(steps, deadlineNanos, new CompletableFuture<>()));
        return trips.get(trips.size() - 1).answers();
    }

    private CompletableFuture<List<String>> send(int step) {
        return crowd.send(step, 100 + step).toCompletableFuture();
    }

    @Test
    void whoComesAlone_isSentAtOnce() {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<List<String>> answer = send(i);
            assertThat(trips).hasSize(i + 1);
            trips.get(i).comeBack();
            assertThat(answer).isCompletedWithValue(List.of("of " + i));
        }
    }

    @Test
    void whoComesWhileOthersAreUnderWay_goesWithAllThatWait_whenOneComesBack() {
        send(0);
        send(1);
        List<CompletableFuture<List<String>>> answers =
                IntStream.range(2, 7).mapToObj(this::send).toList();
        assertThat(trips).hasSize(Crowd.WAYS);
        trips.get(1).comeBack();
        assertThat(trips).hasSize(3);
        assertThat(trips.get(2).steps()).containsExactly(2, 3, 4, 5, 6);
        assertThat(trips.get(2).deadlineNanos())
                .as("that of who has waited longest")
                .isEqualTo(102);
        trips.get(2).comeBack();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).isCompletedWithValue(List.of("of " + (i + 2)));
        }
    }

    @Test
    void noMoreThanTheMostGoTogether_andNobodyIsLeftBehind() {
        List<CompletableFuture<List<String>>> answers =
                IntStream.range(0, 100).mapToObj(this::send).toList();
        for (int i = 0; i < trips.size(); i++) {
            assertThat(trips.get(i).steps()).hasSizeLessThanOrEqualTo(Crowd.MOST);
            trips.get(i).comeBack();
        }
        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    void failure_isToldToAll_andOthersGoOn() {
        send(0);
        send(1);
        CompletableFuture<List<String>> answer = send(2);
        trips.get(0).comeBack();
        trips.get(2).answers().completeExceptionally(new IllegalStateException("broken"));
        assertThat(answer).isCompletedExceptionally();
        trips.get(1).comeBack();
        CompletableFuture<List<String>> later = send(3);
        trips.get(3).comeBack();
        assertThat(later).isCompletedWithValue(List.of("of 3"));
    }

    @Test
    void manyThreads_allHaveTheirOwnAnswers() throws Exception {
        ExecutorService server = Executors.newFixedThreadPool(2);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        Crowd<Integer, String> busy = new Crowd<>((steps, deadlineNanos) -> CompletableFuture.supplyAsync(
                () -> steps.stream().map(step -> "of " + step).toList(), server));
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                int first = client * 10_000;
                all.add(clients.submit(() -> {
                    for (int step = first; step < first + 2_000; step++) {
                        assertThat(busy.send(step, 0).toCompletableFuture().get(10, TimeUnit.SECONDS))
                                .containsExactly("of " + step);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
            server.shutdownNow();
        }
    }
}
