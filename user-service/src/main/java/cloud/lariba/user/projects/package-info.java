/** What project-service knows about a user. */
@NullMarked
package cloud.lariba.user.projects;

import org.jspecify.annotations.NullMarked;
