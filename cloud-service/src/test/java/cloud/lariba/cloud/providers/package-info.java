/** What every provider must do, as tests, and stand-ins for providers. */
@NullMarked
package cloud.lariba.cloud.providers;

import org.jspecify.annotations.NullMarked;
