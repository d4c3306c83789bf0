@NullMarked
package cloud.lariba.local.stack;

import org.jspecify.annotations.NullMarked;
