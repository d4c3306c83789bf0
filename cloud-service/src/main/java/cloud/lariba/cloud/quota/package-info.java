/** How much of a project's quota is taken. */
@NullMarked
package cloud.lariba.cloud.quota;

import org.jspecify.annotations.NullMarked;
