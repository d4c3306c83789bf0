package cloud.lariba.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same thing many times at once. */
public final class Parallel {

    private Parallel() {}

    /** The results of so many calls that begin together. */
    public static <T> List<T> run(int times, IntFunction<T> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(times);
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> results = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return call.apply(i);
                    }))
                    .toList();
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values;
        }
    }
}
