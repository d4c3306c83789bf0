/** Profiles of people: reading, changing, deleting, and their administration. */
@NullMarked
package cloud.lariba.user.profiles;

import org.jspecify.annotations.NullMarked;
