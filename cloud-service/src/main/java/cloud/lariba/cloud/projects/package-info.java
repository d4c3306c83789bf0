/** Projects as this service sees them: the caller's role at project-service, and the row that closes a project here. */
@NullMarked
package cloud.lariba.cloud.projects;

import org.jspecify.annotations.NullMarked;
