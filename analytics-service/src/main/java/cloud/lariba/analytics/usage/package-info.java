/** The ledger of what ran when, built from the events of cloud-service, and the usage metered from it. */
@NullMarked
package cloud.lariba.analytics.usage;

import org.jspecify.annotations.NullMarked;
