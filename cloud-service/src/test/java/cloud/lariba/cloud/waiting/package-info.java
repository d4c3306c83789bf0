/** How tests wait that run at the same time. */
@NullMarked
package cloud.lariba.cloud.waiting;

import org.jspecify.annotations.NullMarked;
