/** Access to what was provisioned: keys, passwords, presigned URLs. */
@NullMarked
package cloud.lariba.cloud.credentials;

import org.jspecify.annotations.NullMarked;
