/** The keys that sign tokens: kept sealed, rotated with overlap, published as a JWK set. */
@NullMarked
package cloud.lariba.auth.keys;

import org.jspecify.annotations.NullMarked;
