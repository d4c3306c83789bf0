/** Which upstream owns which path, under which limits, and what a route asks of the caller. */
@NullMarked
package cloud.lariba.gateway.routes;

import org.jspecify.annotations.NullMarked;
