/** The state of the whole installation as one answer. */
@NullMarked
package cloud.lariba.gateway.health;

import org.jspecify.annotations.NullMarked;
