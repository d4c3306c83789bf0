/** Routes of the contract that are not built yet; they say so. */
@NullMarked
package cloud.lariba.auth.pending;

import org.jspecify.annotations.NullMarked;
