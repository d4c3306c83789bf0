@NullMarked
package cloud.lariba.local;

import org.jspecify.annotations.NullMarked;
