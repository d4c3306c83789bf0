/** The provider of the laptop: real buckets, real databases, simulated instances. */
@NullMarked
package cloud.lariba.cloud.providers.local;

import org.jspecify.annotations.NullMarked;
