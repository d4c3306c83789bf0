/** The catalog without a container. */
@NullMarked
package cloud.lariba.cloud.catalog;

import org.jspecify.annotations.NullMarked;
