/** What is stored: series, samples in daily partitions, and the names that were seen. */
@NullMarked
package cloud.lariba.analytics.series;

import org.jspecify.annotations.NullMarked;
