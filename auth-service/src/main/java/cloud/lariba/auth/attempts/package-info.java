/** Guessing stops: failures to sign in are counted and answered ever more slowly. */
@NullMarked
package cloud.lariba.auth.attempts;

import org.jspecify.annotations.NullMarked;
