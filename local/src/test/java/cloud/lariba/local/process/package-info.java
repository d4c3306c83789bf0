@NullMarked
package cloud.lariba.local.process;

import org.jspecify.annotations.NullMarked;
