/** Takes measurements: checks every point and answers once the good ones are durable. */
@NullMarked
package cloud.lariba.analytics.ingestion;

import org.jspecify.annotations.NullMarked;
