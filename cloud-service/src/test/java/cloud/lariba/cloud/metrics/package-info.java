/** Tests of the collection of measurements. */
@NullMarked
package cloud.lariba.cloud.metrics;

import org.jspecify.annotations.NullMarked;
