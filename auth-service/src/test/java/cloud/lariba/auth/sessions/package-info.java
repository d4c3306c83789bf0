/** Tests: Refresh tokens and origins. */
@NullMarked
package cloud.lariba.auth.sessions;

import org.jspecify.annotations.NullMarked;
