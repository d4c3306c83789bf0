/** A client that writes what no library would, and services that write down everything they get. */
@NullMarked
package cloud.lariba.gateway.testing;

import org.jspecify.annotations.NullMarked;
