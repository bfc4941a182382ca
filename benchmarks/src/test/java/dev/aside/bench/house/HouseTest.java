package dev.aside.bench.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the source to what it aims at: a stranger finds the way. */
class HouseTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            Stream.concat(House.SHIPPED.stream(), House.KEPT.stream()).toList();
    private static final List<Room> ROOMS = Survey.of(ROOT, MODULES);

    /** Lines of a screen. */
    private static final int SCREEN = 50;

    @Test
    void noFilesUseEachOtherInACircle() {
        assertThat(Arrows.between(ROOMS, room -> room).circles()).isEmpty();
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        assertThat(Arrows.between(ROOMS, Room::storey).circles()).isEmpty();
    }

    @Test
    void aMethodIsReadAtOneGlance() {
        assertThat(new Measures(ROOMS).methodLines(0.9)).isLessThanOrEqualTo(15);
    }

    @Test
    void noFileIsLong() {
        assertThat(ROOMS).allSatisfy(room -> assertThat(room.lines()).hasSizeLessThanOrEqualTo(500));
    }

    @Test
    void theCacheIsOnTwoScreens() {
        assertThat(ROOMS)
                .filteredOn(room -> room.type().equals("dev.aside.cache.Cache"))
                .singleElement()
                .satisfies(cache -> assertThat(cache.code()).isLessThanOrEqualTo(2 * SCREEN));
    }

    @Test
    void everyPackageIsMeasured() {
        assertThat(ROOMS.stream().map(Room::module).distinct()).containsExactlyElementsOf(MODULES);
        assertThat(ROOMS).extracting(Room::name).contains("Cache", "Journal", "Node", "HouseTest".replace("Test", ""));
    }

    @Test
    void aCircleIsFound() {
        Room one = room("One", "Two");
        Room two = room("Two", "Three");
        Room three = room("Three", "One");
        assertThat(Arrows.between(List.of(one, two, three, room("Four", "One")), Room::name)
                        .circles())
                .containsExactly(Set.of("One", "Two", "Three"));
    }

    private static Room room(String name, String uses) {
        return new Room("m", "p", name, List.of(), Set.of(), Set.of(uses), List.of(), 1, 0);
    }

    @Test
    void floorsStandOnWhatTheyUse() {
        Arrows<String> arrows =
                Arrows.between(List.of(room("Roof", "Wall"), room("Wall", "Floor"), room("Floor", "")), Room::name);
        assertThat(arrows.floors())
                .containsEntry("Floor", 1)
                .containsEntry("Wall", 2)
                .containsEntry("Roof", 3);
    }

    @Test
    void linesOfDocumentationAreNoCode() {
        List<String> lines =
                List.of("/**", "* What it is.", "*/", "class A {", "", "// why", "int a; // what", "/* so */", "}");
        assertThat(Comments.javadoc(lines)).isEqualTo(3);
        assertThat(Comments.code(lines)).isEqualTo(3);
    }

    @Test
    void whatStandsTwiceIsFoundOnce() {
        List<String> run = List.of("a();", "b();", "c();", "d();", "e();", "f();", "g();", "h();", "i();", "j();");
        assertThat(Repeats.in(List.of(with("A", run), with("B", run)))).isOne();
        assertThat(Repeats.in(List.of(with("A", run), with("B", run.subList(0, Repeats.SHORTEST - 1)))))
                .isZero();
    }

    private static Room with(String name, List<String> lines) {
        return new Room("m", "p", name, lines, Set.of(), Set.of(), List.of(), 1, 0);
    }
}
