/** Rules of this feature that need no running service. */
@NullMarked
package cloud.lariba.project.projects;

import org.jspecify.annotations.NullMarked;
