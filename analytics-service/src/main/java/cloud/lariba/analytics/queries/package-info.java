/** Range queries over samples. */
@NullMarked
package cloud.lariba.analytics.queries;

import org.jspecify.annotations.NullMarked;
