package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    @Test
    void whatHasBegunIsThereWhetherOrNotItEnded() throws IOException {
        Path file = folder.resolve("a.journal");
        Journal journal = Journal.create(file, 3);
        journal.begin(Kind.READING, 7, 0, 100);
        journal.end(Kind.READ, 5, 130);
        journal.begin(Kind.WRITING, 8, 6, 140);

        assertThat(records(file)).containsExactly("READ 7 5 100 130", "WRITING 8 6 140 0");
    }

    @Test
    void aFullJournalIsReadToItsEnd() throws IOException {
        Path file = folder.resolve("b.journal");
        Journal journal = Journal.create(file, 1);
        journal.begin(Kind.WRITING, 1, 2, 3);
        journal.end(Kind.APPLIED, 2, 4);

        assertThat(records(file)).containsExactly("APPLIED 1 2 3 4");
    }

    @Test
    void aShareOfNothingHasAnEmptyJournal() throws IOException {
        Path file = folder.resolve("c.journal");
        Journal.create(file, 0);

        assertThat(records(file)).isEmpty();
    }

    @Test
    void countsAreSeenThroughTheFile() throws IOException {
        Path file = folder.resolve("d.meter");
        Meter.open(file).set(Meter.Count.UPDATES, 12);

        assertThat(Meter.open(file).get(Meter.Count.UPDATES)).isEqualTo(12);
        assertThat(Meter.open(file).get(Meter.Count.TAKEN)).isZero();
    }

    private static List<String> records(Path file) throws IOException {
        List<String> records = new ArrayList<>();
        Journal.read(
                file,
                (kind, object, version, began, ended) ->
                        records.add(kind + " " + object + " " + version + " " + began + " " + ended));
        return records;
    }
}
