@NullMarked
package cloud.lariba.local.postgres;

import org.jspecify.annotations.NullMarked;
