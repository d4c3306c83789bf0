/** The one entrance: every request on the public port passes here first and goes nowhere else. */
@NullMarked
package cloud.lariba.gateway.door;

import org.jspecify.annotations.NullMarked;
