/** What the platform asks of a cloud, one small interface for each capability, in value types of our own. */
@NullMarked
package cloud.lariba.cloud.providers;

import org.jspecify.annotations.NullMarked;
