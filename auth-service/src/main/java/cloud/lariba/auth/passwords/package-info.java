/** Passwords: what a new one must obey, and how they are hashed without starving other work. */
@NullMarked
package cloud.lariba.auth.passwords;

import org.jspecify.annotations.NullMarked;
