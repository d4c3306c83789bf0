/** Registering, signing in, refreshing, signing out, changing the password. */
@NullMarked
package cloud.lariba.auth.signin;

import org.jspecify.annotations.NullMarked;
