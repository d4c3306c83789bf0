/** Tests of user-service through its HTTP interface. */
@NullMarked
package cloud.lariba.user;

import org.jspecify.annotations.NullMarked;
