/** The provider that is Amazon Web Services. */
@NullMarked
package cloud.lariba.cloud.providers.aws;

import org.jspecify.annotations.NullMarked;
