/** The local provider against real servers. */
@NullMarked
package cloud.lariba.cloud.providers.local;

import org.jspecify.annotations.NullMarked;
