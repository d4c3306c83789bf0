/** Whether the caller's access token is good, decided without ever blocking an event loop. */
@NullMarked
package cloud.lariba.gateway.tokens;

import org.jspecify.annotations.NullMarked;
