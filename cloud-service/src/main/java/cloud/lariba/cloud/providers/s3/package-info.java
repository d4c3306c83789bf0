/** What providers share whose buckets speak S3. */
@NullMarked
package cloud.lariba.cloud.providers.s3;

import org.jspecify.annotations.NullMarked;
