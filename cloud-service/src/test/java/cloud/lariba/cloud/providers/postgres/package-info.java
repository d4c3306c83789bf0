/** The local provider against real servers. */
@NullMarked
package cloud.lariba.cloud.providers.postgres;

import org.jspecify.annotations.NullMarked;
