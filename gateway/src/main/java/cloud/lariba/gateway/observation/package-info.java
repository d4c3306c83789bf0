/** What is recorded about each request: a timer by route and one line in the access log. */
@NullMarked
package cloud.lariba.gateway.observation;

import org.jspecify.annotations.NullMarked;
