/** What a provider's failure means to an operation and to a caller. */
@NullMarked
package cloud.lariba.cloud.failures;

import org.jspecify.annotations.NullMarked;
