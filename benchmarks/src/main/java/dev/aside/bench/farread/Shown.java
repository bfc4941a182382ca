package dev.aside.bench.farread;

import dev.aside.bench.kit.DotPlot;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the rounds of a question have shown.
 *
 * @param rounds the rounds
 * @param <S> whose reads were measured
 */
public record Shown<S extends Enum<S> & Reader>(Rounds<S> rounds) {
    /**
     * Every sample, by the labels of calls and the names of subjects.
     *
     * @return the samples
     */
    public Samples samples() {
        return Samples.of(rounds);
    }

    /**
     * The samples of one call of one subject.
     *
     * @param subject whose
     * @param call which
     * @return one a round
     */
    public List<Sample> of(S subject, Call call) {
        return rounds.samples(subject, call);
    }

    Table times() {
        List<Call> calls = calls();
        List<String> header = new ArrayList<>(List.of("us per key"));
        header.addAll(Call.labels(calls));
        header.add("B per get, 1 thread");
        Table table = new Table(header);
        for (S subject : rounds.subjects()) {
            List<String> row = new ArrayList<>(List.of(subject.label()));
            for (Call call : calls) {
                row.add(subject.calls().contains(call) ? micros(subject, call).full(2) : "");
            }
            boolean gets = subject.calls().contains(Call.GET_1);
            row.add(gets ? rounds.spread(subject, Call.GET_1.bytes()).text(0) : "");
            table.row(row);
        }
        return table;
    }

    /** Those that somebody has. */
    private List<Call> calls() {
        return Stream.of(Call.values())
                .filter(call -> rounds.subjects().stream()
                        .anyMatch(subject -> subject.calls().contains(call)))
                .toList();
    }

    DotPlot plot(String title) {
        List<DotPlot.Row> rows = rounds.subjects().stream()
                .filter(subject -> subject.calls().containsAll(Call.SYNC))
                .map(subject -> new DotPlot.Row(
                        subject.label(),
                        Call.SYNC.stream().map(call -> micros(subject, call)).toList()))
                .toList();
        return new DotPlot(title, "us per get", Call.labels(Call.SYNC), rows);
    }

    private Spread micros(S subject, Call call) {
        Spread nanos = rounds.spread(subject, call.nanos());
        return new Spread(nanos.figure() / 1e3, nanos.low() / 1e3, nanos.high() / 1e3, nanos.rounds());
    }
}
