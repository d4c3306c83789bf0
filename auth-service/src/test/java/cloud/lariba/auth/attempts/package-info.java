/** Tests: Delays after failures. */
@NullMarked
package cloud.lariba.auth.attempts;

import org.jspecify.annotations.NullMarked;
