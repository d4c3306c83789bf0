/** The command line of the local stack. */
@NullMarked
package cloud.lariba.local;

import org.jspecify.annotations.NullMarked;
