/** How much a project may use. */
@NullMarked
package cloud.lariba.project.quota;

import org.jspecify.annotations.NullMarked;
