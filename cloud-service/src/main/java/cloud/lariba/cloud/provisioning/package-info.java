/** The steps that make the provider follow the desired state. */
@NullMarked
package cloud.lariba.cloud.provisioning;

import org.jspecify.annotations.NullMarked;
