/** Tests: Delays after failures. */
@NullMarked
package cloud.lariba.auth.tokens;

import org.jspecify.annotations.NullMarked;
