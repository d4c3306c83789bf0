/** The service as its callers see it, over HTTP. */
@NullMarked
package cloud.lariba.auth;

import org.jspecify.annotations.NullMarked;
