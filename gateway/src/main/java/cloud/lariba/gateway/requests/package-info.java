/** What makes a request unambiguous: one reading of its target, its host and its framing, or none. */
@NullMarked
package cloud.lariba.gateway.requests;

import org.jspecify.annotations.NullMarked;
