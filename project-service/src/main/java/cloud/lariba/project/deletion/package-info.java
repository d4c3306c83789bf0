/** Deleting and undeleting projects together with cloud-service. */
@NullMarked
package cloud.lariba.project.deletion;

import org.jspecify.annotations.NullMarked;
