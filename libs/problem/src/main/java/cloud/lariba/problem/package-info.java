/** Problem documents (RFC 9457): the codes, the body, and the one place that turns failures into answers. */
@NullMarked
package cloud.lariba.problem;

import org.jspecify.annotations.NullMarked;
