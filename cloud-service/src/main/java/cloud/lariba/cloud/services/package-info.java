/** Services: what their owners ask for, what was observed of them, and the rules between the two. */
@NullMarked
package cloud.lariba.cloud.services;

import org.jspecify.annotations.NullMarked;
