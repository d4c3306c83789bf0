/** Tests of the parts of the operations engine. */
@NullMarked
package cloud.lariba.cloud.operations;

import org.jspecify.annotations.NullMarked;
