/** Looks again and again at what services have, and has it recorded where that is not what was asked for. */
@NullMarked
package cloud.lariba.cloud.drift;

import org.jspecify.annotations.NullMarked;
