package cloud.lariba.cloud.providers.aws;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Which calls go wrong, and how. */
interface FaultPlan {

    /** What goes wrong with the nth call of its name, from 1. */
    Fault fault(FaultCall call, int nth);

    /** Faults for single calls. */
    final class Named implements FaultPlan {

        private final Map<String, Deque<Fault>> planned = new ConcurrentHashMap<>();

        /** The next calls of this name go wrong in these ways, in this order. */
        void next(String name, Fault... faults) {
            planned.computeIfAbsent(name, key -> new ConcurrentLinkedDeque<>()).addAll(List.of(faults));
        }

        @Override
        public Fault fault(FaultCall call, int nth) {
            Deque<Fault> faults = planned.get(call.name());
            Fault next = faults == null ? null : faults.poll();
            return next == null ? Fault.NONE : next;
        }

        @Override
        public String toString() {
            return "planned faults";
        }
    }

    /** One fault for the first call of every name. */
    final class Each implements FaultPlan {

        private final Set<String> spared = ConcurrentHashMap.newKeySet();
        private volatile Fault fault = Fault.NONE;

        /** From now on the first call of every name goes wrong in this way. */
        void begin(Fault newFault) {
            fault = newFault;
            spared.clear();
        }

        @Override
        public Fault fault(FaultCall call, int nth) {
            return spared.add(call.name()) ? fault : Fault.NONE;
        }

        @Override
        public String toString() {
            return "each call once " + fault;
        }
    }

    /**
     * Faults by chance, for calls of the provider itself. A call's luck follows from the seed, its name and its number alone, so it does not depend on
     * which of several callers comes first. Each name is spared after some calls, so that every test ends.
     *
     * @param seed the same seed, the same faults
     * @param probability of a fault, 0–1
     * @param most how many calls of one name may go wrong
     * @param caller the id of the access key that the provider calls with
     */
    record Random(long seed, double probability, int most, String caller) implements FaultPlan {

        private static final List<Fault> FAULTS = List.of(
                Fault.DELAYED, Fault.REQUEST_LOST, Fault.ANSWER_LOST, Fault.ANSWER_CUT, Fault.THROTTLED, Fault.BROKEN);

        @Override
        public Fault fault(FaultCall call, int nth) {
            if (nth > most || !call.signer().equals(caller)) {
                return Fault.NONE;
            }
            long luck = seed * 1_000_003 + call.name().hashCode() * 31L + nth;
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(luck);
            return random.nextDouble() < probability ? FAULTS.get(random.nextInt(FAULTS.size())) : Fault.NONE;
        }

        @Override
        public String toString() {
            return "random faults, seed " + seed;
        }
    }
}
