/** Resources that no service accounts for: found by a sweep, shown with what they cost, removed when an administrator says so. */
@NullMarked
package cloud.lariba.cloud.orphans;

import org.jspecify.annotations.NullMarked;
