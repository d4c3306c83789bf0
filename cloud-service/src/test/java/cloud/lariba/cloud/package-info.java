/** Tests of the whole service over HTTP, with a provider that fails when it is told to. */
@NullMarked
package cloud.lariba.cloud;

import org.jspecify.annotations.NullMarked;
