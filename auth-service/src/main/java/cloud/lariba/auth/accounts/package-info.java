/** Accounts: who can sign in, under which address, with which platform role. */
@NullMarked
package cloud.lariba.auth.accounts;

import org.jspecify.annotations.NullMarked;
