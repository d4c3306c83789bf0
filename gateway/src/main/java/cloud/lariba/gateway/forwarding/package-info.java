/** The pass-through: streams a request to its upstream and the answer back, with back-pressure and without buffering. */
@NullMarked
package cloud.lariba.gateway.forwarding;

import org.jspecify.annotations.NullMarked;
