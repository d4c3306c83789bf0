@NullMarked
package cloud.lariba.cloud.providers.containers;

import org.jspecify.annotations.NullMarked;
