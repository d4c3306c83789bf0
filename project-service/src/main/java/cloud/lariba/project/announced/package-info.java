/** Routes that the contract names and that are not available yet. */
@NullMarked
package cloud.lariba.project.announced;

import org.jspecify.annotations.NullMarked;
