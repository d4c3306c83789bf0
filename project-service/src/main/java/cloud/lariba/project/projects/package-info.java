/** Projects: creating, reading, changing, and the states of their life. */
@NullMarked
package cloud.lariba.project.projects;

import org.jspecify.annotations.NullMarked;
