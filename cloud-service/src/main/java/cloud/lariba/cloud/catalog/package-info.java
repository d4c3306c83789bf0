/** What can be had: service types, their plans, specs and prices. */
@NullMarked
package cloud.lariba.cloud.catalog;

import org.jspecify.annotations.NullMarked;
