package dev.aside.simulation.plan;

import java.util.ArrayList;
import java.util.List;

/** Makes plans smaller. */
public final class Reductions {
    private Reductions() {}

    /** Returns plans that are a little smaller than this one, those that are much smaller first. */
    public static List<Plan> of(Plan plan) {
        List<Plan> smaller = new ArrayList<>();
        dropCallers(plan, smaller);
        dropFaults(plan, smaller);
        dropOperations(plan, smaller);
        renumber(plan, smaller);
        turnKnobs(plan, smaller);
        simplify(plan, smaller);
        return smaller;
    }

    private static void dropCallers(Plan plan, List<Plan> smaller) {
        for (int i = 0; i < plan.callers().size(); i++) {
            if (!plan.callers().get(i).isEmpty()) {
                smaller.add(withCaller(plan, i, List.of()));
            }
        }
    }

    private static void dropFaults(Plan plan, List<Plan> smaller) {
        for (int i = 0; i < plan.faults().size(); i++) {
            List<Fault> fewer = new ArrayList<>(plan.faults());
            Fault fault = fewer.remove(i);
            smaller.add(new Plan(plan.setting(), plan.callers(), fewer));
            if (fault.after() > 0) {
                List<Fault> earlier = new ArrayList<>(plan.faults());
                earlier.set(i, new Fault(fault.kind(), fault.after() / 2, fault.where(), fault.millis()));
                smaller.add(new Plan(plan.setting(), plan.callers(), earlier));
            }
        }
    }

    private static void dropOperations(Plan plan, List<Plan> smaller) {
        for (int i = 0; i < plan.callers().size(); i++) {
            List<Operation> operations = plan.callers().get(i);
            for (int size = operations.size() / 2; size > 0; size /= 2) {
                for (int from = 0; from < operations.size(); from += size) {
                    List<Operation> fewer = new ArrayList<>(operations);
                    fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
                    smaller.add(withCaller(plan, i, fewer));
                }
            }
        }
    }

    /** Leaves out the keys that nobody uses. */
    private static void renumber(Plan plan, List<Plan> smaller) {
        List<Integer> used = plan.callers().stream()
                .flatMap(List::stream)
                .flatMap(operation -> operation.keys().stream())
                .distinct()
                .sorted()
                .toList();
        if (!used.isEmpty() && used.size() < plan.setting().keys()) {
            Setting fewer = plan.setting().with(Knob.KEYS, used.size() - 1);
            smaller.add(new Plan(
                    fewer,
                    plan.callers().stream().map(all -> renumbered(all, used)).toList(),
                    plan.faults()));
        }
    }

    private static List<Operation> renumbered(List<Operation> operations, List<Integer> used) {
        return operations.stream()
                .map(one -> new Operation(
                        one.kind(), one.keys().stream().map(used::indexOf).toList(), one.ending(), one.removes()))
                .toList();
    }

    private static void turnKnobs(Plan plan, List<Plan> smaller) {
        for (Knob knob : Knob.values()) {
            if (plan.setting().is(knob) && knob != Knob.KEYS) {
                smaller.add(new Plan(plan.setting().with(knob, 0), plan.callers(), plan.faults()));
            }
        }
    }

    private static void simplify(Plan plan, List<Plan> smaller) {
        for (int i = 0; i < plan.callers().size(); i++) {
            List<Operation> operations = plan.callers().get(i);
            for (int n = 0; n < operations.size(); n++) {
                Operation one = operations.get(n);
                Operation simple = new Operation(one.kind(), one.keys().subList(0, 1), Operation.Ending.COMMIT, false);
                if (!simple.equals(one)) {
                    List<Operation> simpler = new ArrayList<>(operations);
                    simpler.set(n, simple);
                    smaller.add(withCaller(plan, i, simpler));
                }
            }
        }
    }

    private static Plan withCaller(Plan plan, int index, List<Operation> operations) {
        List<List<Operation>> callers = new ArrayList<>(plan.callers());
        callers.set(index, operations);
        return new Plan(plan.setting(), callers, plan.faults());
    }
}
