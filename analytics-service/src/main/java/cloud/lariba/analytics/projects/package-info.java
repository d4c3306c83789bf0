/** What a user may do in a project, as project-service knows it. */
@NullMarked
package cloud.lariba.analytics.projects;

import org.jspecify.annotations.NullMarked;
