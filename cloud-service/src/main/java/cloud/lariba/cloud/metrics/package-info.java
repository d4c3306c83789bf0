/** What providers measure, brought to analytics-service. */
@NullMarked
package cloud.lariba.cloud.metrics;

import org.jspecify.annotations.NullMarked;
