/** Tests: Delays after failures. */
@NullMarked
package cloud.lariba.auth.revocations;

import org.jspecify.annotations.NullMarked;
