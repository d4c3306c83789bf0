/** Reads query parameters strictly and says everything that is wrong with them. */
@NullMarked
package cloud.lariba.analytics.input;

import org.jspecify.annotations.NullMarked;
