/** The service as a process of its own that is killed before and after each thing it says to the database and to the provider. */
@NullMarked
package cloud.lariba.cloud.crash;

import org.jspecify.annotations.NullMarked;
