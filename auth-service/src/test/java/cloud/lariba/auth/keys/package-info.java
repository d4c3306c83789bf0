/** Tests: Signing keys over time. */
@NullMarked
package cloud.lariba.auth.keys;

import org.jspecify.annotations.NullMarked;
