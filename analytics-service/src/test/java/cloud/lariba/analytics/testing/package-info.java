/** What the tests of this service share. */
@NullMarked
package cloud.lariba.analytics.testing;

import org.jspecify.annotations.NullMarked;
