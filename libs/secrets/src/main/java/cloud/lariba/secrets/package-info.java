/** Secrets at rest: authenticated encryption under the service's configured key. */
@NullMarked
package cloud.lariba.secrets;

import org.jspecify.annotations.NullMarked;
