/** The parts of the local stack, their settings, their start and their end. */
@NullMarked
package cloud.lariba.local.stack;

import org.jspecify.annotations.NullMarked;
