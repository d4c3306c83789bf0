/** The directory in which a local stack keeps its data, keys, logs and state. */
@NullMarked
package cloud.lariba.local.home;

import org.jspecify.annotations.NullMarked;
