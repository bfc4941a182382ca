package dev.aside.simulation.plan;

import dev.aside.simulation.plan.Operation.Ending;
import dev.aside.simulation.plan.Operation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A whole run but for its chance.
 *
 * @param setting how it is set up
 * @param callers for each caller what it does, one after the other; caller {@code i} lives on node {@code i % nodes}
 * @param faults what goes wrong, in order
 */
public record Plan(Setting setting, List<List<Operation>> callers, List<Fault> faults) {
    private static final int OPERATIONS = 100;
    /** Fewer commits than there are in most runs. */
    private static final int COMMITS = 25;

    private static final int MAX_FAULTS = 6;
    /** In how many of a hundred operations a key is simply read. */
    private static final List<Integer> READING = List.of(40, 70, 85);

    /** Creates a plan. */
    public Plan {
        callers = callers.stream().map(List::copyOf).toList();
        faults = List.copyOf(faults);
    }

    /** Makes a plan by a seed: features, actors and faults each a random part of what there is. */
    public static Plan random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Focus focus = Focus.random(random);
        Setting setting = focus.of(Setting.random(random), random);
        Set<Kind> kinds = focus.kinds(some(random, Kind.class));
        kinds.removeIf(kind -> kind.isTagged() && !setting.is(Knob.TAGGED));
        kinds.add(Kind.GET);
        kinds.add(random.nextBoolean() ? Kind.PUT : Kind.CHANGE);
        Set<Ending> endings = focus.endings(some(random, Ending.class));
        endings.add(Ending.COMMIT);
        int callers = setting.nodes() * (1 + setting.get(Knob.CALLERS));
        List<List<Operation>> all = new ArrayList<>(callers);
        int reading = focus.reading(READING.get(random.nextInt(READING.size())));
        Picker picker = new Picker(random, setting, List.copyOf(kinds), List.copyOf(endings), reading);
        for (int i = 0; i < callers; i++) {
            List<Operation> own = new ArrayList<>();
            for (int n = 0; n < (OPERATIONS + callers - 1) / callers; n++) {
                own.add(picker.operation());
            }
            all.add(own);
        }
        return new Plan(setting, all, faults(random, focus));
    }

    private static <E extends Enum<E>> Set<E> some(SplittableRandom random, Class<E> type) {
        Set<E> some = EnumSet.allOf(type);
        some.removeIf(one -> random.nextBoolean());
        return some;
    }

    private static List<Fault> faults(SplittableRandom random, Focus focus) {
        List<Fault.Kind> kinds = focus.faults(some(random, Fault.Kind.class));
        List<Fault> faults = new ArrayList<>();
        int most = kinds.isEmpty() || random.nextInt(4) == 0 ? 0 : random.nextInt(MAX_FAULTS + 1);
        int count = Math.max(most, focus.leastFaults());
        for (int i = 0; i < count; i++) {
            Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
            int after = random.nextInt(kind == Fault.Kind.DEATH_AFTER_COMMIT ? COMMITS : OPERATIONS);
            faults.add(new Fault(kind, after, random.nextInt(64), focus.millis(kind, random)));
        }
        faults.sort(Comparator.comparingInt(Fault::after));
        return faults;
    }

    /** Returns how many operations there are. */
    public int operations() {
        return callers.stream().mapToInt(List::size).sum();
    }

    /** What picks operations. */
    private record Picker(
            SplittableRandom random, Setting setting, List<Kind> kinds, List<Ending> endings, int reading) {
        Operation operation() {
            boolean reads = random.nextInt(100) < reading;
            Kind kind = reads ? Kind.GET : kinds.get(random.nextInt(kinds.size()));
            int most = switch (kind) {
                case GET_ALL, CHANGE, CLEAR -> 3;
                default -> 1;
            };
            Ending ending = random.nextInt(100) < 60 ? Ending.COMMIT : endings.get(random.nextInt(endings.size()));
            // A known absence carries no tags: who adds a value under a tag has to name its key.
            boolean removes = !setting.is(Knob.TAGGED) && random.nextInt(100) < 15;
            return new Operation(kind, keys(1 + random.nextInt(most)), ending, removes);
        }

        private List<Integer> keys(int count) {
            Set<Integer> keys = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                keys.add(random.nextInt(setting.keys()));
            }
            return List.copyOf(keys);
        }
    }
}
