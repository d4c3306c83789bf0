/** Tests: Addresses. */
@NullMarked
package cloud.lariba.auth.accounts;

import org.jspecify.annotations.NullMarked;
