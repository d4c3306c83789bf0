@NullMarked
package cloud.lariba.local.home;

import org.jspecify.annotations.NullMarked;
