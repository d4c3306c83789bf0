/** Tests: Password rules and hashes. */
@NullMarked
package cloud.lariba.auth.passwords;

import org.jspecify.annotations.NullMarked;
