/** The AWS provider against a stand-in that answers as little as is asked of it. */
@NullMarked
package cloud.lariba.cloud.providers.aws;

import org.jspecify.annotations.NullMarked;
