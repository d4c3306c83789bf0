/** The S3 server of the local stack: s3proxy over the file system, with one key per bucket. */
@NullMarked
package cloud.lariba.local.s3;

import org.jspecify.annotations.NullMarked;
