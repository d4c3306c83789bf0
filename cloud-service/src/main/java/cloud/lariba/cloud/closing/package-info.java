/** The end of a project: no new services, and the deletion of those it has. */
@NullMarked
package cloud.lariba.cloud.closing;

import org.jspecify.annotations.NullMarked;
