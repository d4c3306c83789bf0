/** Idempotency keys: the same request again gets the first answer again, and has its effect once. */
@NullMarked
package cloud.lariba.idempotency;

import org.jspecify.annotations.NullMarked;
