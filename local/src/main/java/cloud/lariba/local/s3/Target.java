package cloud.lariba.local.s3;

/** Where an object is, or is to be. */
record Target(String bucket, String key) {}
