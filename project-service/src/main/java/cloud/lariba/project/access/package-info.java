/** Who may do what in which project: members, roles, permissions. */
@NullMarked
package cloud.lariba.project.access;

import org.jspecify.annotations.NullMarked;
