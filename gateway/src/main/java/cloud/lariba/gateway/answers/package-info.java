/** The answers that the gateway gives itself: problem documents and small documents, and connections that end after them. */
@NullMarked
package cloud.lariba.gateway.answers;

import org.jspecify.annotations.NullMarked;
