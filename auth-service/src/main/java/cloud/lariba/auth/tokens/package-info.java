/** The signed tokens of users and of services. */
@NullMarked
package cloud.lariba.auth.tokens;

import org.jspecify.annotations.NullMarked;
