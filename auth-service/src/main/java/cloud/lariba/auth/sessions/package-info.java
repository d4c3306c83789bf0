/** Sessions: each has one live refresh token, and ends everywhere when it is revoked. */
@NullMarked
package cloud.lariba.auth.sessions;

import org.jspecify.annotations.NullMarked;
