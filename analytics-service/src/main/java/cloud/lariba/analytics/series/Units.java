package cloud.lariba.analytics.series;

import java.util.Map;
import java.util.Optional;

/**
 * Units that a metric's name gives away, by the naming conventions of OpenMetrics and Prometheus, in the codes of UCUM as OpenTelemetry
 * uses them.
 */
final class Units {

    private static final Map<String, String> BY_SUFFIX = Map.ofEntries(
            Map.entry("seconds", "s"),
            Map.entry("milliseconds", "ms"),
            Map.entry("microseconds", "us"),
            Map.entry("nanoseconds", "ns"),
            Map.entry("bytes", "By"),
            Map.entry("bits", "bit"),
            Map.entry("ratio", "1"),
            Map.entry("percent", "%"),
            Map.entry("celsius", "Cel"),
            Map.entry("volts", "V"),
            Map.entry("amperes", "A"),
            Map.entry("joules", "J"),
            Map.entry("watts", "W"),
            Map.entry("hertz", "Hz"),
            Map.entry("meters", "m"),
            Map.entry("grams", "g"));

    private Units() {}

    /** The unit, or empty when the name does not end in one. A counter's {@code total} after the unit does not matter. */
    static Optional<String> of(String metric) {
        String[] words = metric.split("[_.]");
        int last = words.length - 1;
        String word = last > 0 && words[last].equals("total") ? words[last - 1] : last >= 0 ? words[last] : "";
        return Optional.ofNullable(BY_SUFFIX.get(word));
    }
}
