/** Who is calling: verification of access tokens, the revocation feed, and tokens for calls between services. */
@NullMarked
package cloud.lariba.identity;

import org.jspecify.annotations.NullMarked;
