/** What the services' tests share: a real PostgreSQL, an identity provider whose keys the test holds, architecture rules. */
@NullMarked
package cloud.lariba.testing;

import org.jspecify.annotations.NullMarked;
