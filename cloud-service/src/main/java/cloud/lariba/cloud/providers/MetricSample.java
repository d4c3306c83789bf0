package cloud.lariba.cloud.providers;

import java.time.Instant;

/**
 * One measurement of a resource.
 *
 * @param metric what was measured, such as {@code lariba.compute.cpu_percent}; its last word tells the unit where there is one
 * @param unit in the code of UCUM: {@code %}, {@code By}, or {@code 1} for a mere number
 * @param at the beginning of the time that it is for
 * @param value a finite number
 */
public record MetricSample(String metric, String unit, Instant at, double value) {}
