@NullMarked
package cloud.lariba.local.s3;

import org.jspecify.annotations.NullMarked;
