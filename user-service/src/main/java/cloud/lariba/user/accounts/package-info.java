/** The accounts behind the profiles, which auth-service owns. */
@NullMarked
package cloud.lariba.user.accounts;

import org.jspecify.annotations.NullMarked;
