package cloud.lariba.cloud.providers;

import java.util.ArrayList;
import java.util.List;

/** Collects in what a resource differs from what is wanted of it. */
public final class Differences {

    private final List<Difference> found = new ArrayList<>();

    /** Notes a difference unless both are equal. */
    public <T> Differences compare(String field, T expected, T observed) {
        return compare(field, expected.equals(observed), expected, observed);
    }

    /** Notes a difference unless both mean the same. */
    public <T> Differences compare(String field, boolean same, T expected, T observed) {
        if (!same) {
            found.add(new Difference(field, expected, observed));
        }
        return this;
    }

    /** All that were found, in the order of the comparisons. */
    public List<Difference> all() {
        return List.copyOf(found);
    }
}
