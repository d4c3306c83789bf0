/** A walk through the public API, as anybody could do it with curl. */
@NullMarked
package cloud.lariba.local.demo;

import org.jspecify.annotations.NullMarked;
