@NullMarked
package cloud.lariba.cloud.drift;

import org.jspecify.annotations.NullMarked;
