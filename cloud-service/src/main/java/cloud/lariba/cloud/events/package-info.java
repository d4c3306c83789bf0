/** What happened, as a list and as a stream. */
@NullMarked
package cloud.lariba.cloud.events;

import org.jspecify.annotations.NullMarked;
