/** The feed from which every service learns what has been revoked. */
@NullMarked
package cloud.lariba.auth.revocations;

import org.jspecify.annotations.NullMarked;
